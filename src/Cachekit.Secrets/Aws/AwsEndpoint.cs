namespace Cachekit.Secrets;

/// <summary>Where a service is.</summary>
internal static class AwsEndpoint
{
    /// <summary>The address: options, then <c>AWS_ENDPOINT_URL_…</c>, then <c>AWS_ENDPOINT_URL</c>, then the service's own.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="option">The address in the options.</param>
    /// <param name="variable">The service as variables call it.</param>
    /// <param name="host">The service as host names call it.</param>
    /// <param name="region">The region.</param>
    public static Uri Of(AwsEnvironment environment, Uri? option, string variable, string host, string region)
    {
        if (option is not null)
        {
            return option;
        }

        if (!environment.IsTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))
        {
            foreach (var name in (ReadOnlySpan<string>)["AWS_ENDPOINT_URL_" + variable, "AWS_ENDPOINT_URL"])
            {
                if (environment.Variable(name) is { } text)
                {
                    return CloudAddress.Parse(text, name);
                }
            }
        }

        return new Uri($"https://{host}.{region}.{Suffix(region)}");
    }

    // The partitions of AWS, as its SDKs list them (partitions.json).
    private static string Suffix(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "amazonaws.com.cn",
        _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => "c2s.ic.gov",
        _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => "sc2s.sgov.gov",
        _ when region.StartsWith("eu-isoe-", StringComparison.Ordinal) => "cloud.adc-e.uk",
        _ when region.StartsWith("us-isof-", StringComparison.Ordinal) => "csp.hci.ic.gov",
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "amazonaws.eu",
        _ => "amazonaws.com",
    };
}
