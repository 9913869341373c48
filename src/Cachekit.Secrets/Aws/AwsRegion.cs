using System.Text;

namespace Cachekit.Secrets;

/// <summary>Finds the region: options, variables, profile, instance. It is found once.</summary>
internal sealed class AwsRegion(AwsStoreOptions options, AwsInstanceMetadata metadata)
{
    private string? _region;

    /// <exception cref="SecretsException">No place names one.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) => _region ??= await FindAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a text can be a region: it becomes part of a host name, so nothing else may be in it.</summary>
    public static bool IsRegion(string text) => text.Length is > 0 and <= 63 && text.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        && !text.StartsWith('-') && !text.EndsWith('-');

    private async ValueTask<string> FindAsync(CancellationToken cancellationToken)
    {
        var environment = options.Environment;
        if (!string.IsNullOrEmpty(options.Region))
        {
            return options.Region;
        }

        // A profile that code names wins over variables, as it does for credentials.
        if (options.Profile is not null && await OfProfileAsync(cancellationToken).ConfigureAwait(false) is { } named)
        {
            return named;
        }

        foreach (var variable in (ReadOnlySpan<string>)["AWS_REGION", "AWS_DEFAULT_REGION"])
        {
            if (environment.Variable(variable) is { } region)
            {
                return Checked(region, variable);
            }
        }

        if (options.Profile is null && await OfProfileAsync(cancellationToken).ConfigureAwait(false) is { } profile)
        {
            return profile;
        }

        var why = "AWS_EC2_METADATA_DISABLED is true";
        if (!metadata.IsDisabled)
        {
            try
            {
                if (await metadata.ReadAsync("/latest/meta-data/placement/region", cancellationToken).ConfigureAwait(false) is { } answer)
                {
                    return Checked(Encoding.UTF8.GetString(answer.Body.Span).Trim(), "the instance metadata");
                }

                why = "the instance metadata has none";
            }
            catch (SecretsException exception) when (exception.Code != SecretsErrorCode.InvalidInput)
            {
                why = exception.Message;
            }
        }

        throw new SecretsException(
            SecretsErrorCode.MissingConfig,
            $"No AWS region is configured. Set {nameof(AwsStoreOptions.Region)} in the options, the variable AWS_REGION, or 'region' in a profile. Without them the instance metadata was asked: {why.TrimEnd('.')}.");
    }

    private async ValueTask<string?> OfProfileAsync(CancellationToken cancellationToken)
    {
        var profile = await AwsProfile.ReadAsync(options.Environment, options.Profile, options.AllowWorldReadableFiles, cancellationToken).ConfigureAwait(false);
        return profile["region"] is { } region ? Checked(region, $"The profile '{profile.Name}'") : null;
    }

    private static string Checked(string region, string where) => IsRegion(region)
        ? region
        : throw new SecretsException(SecretsErrorCode.InvalidInput, $"{where} does not name an AWS region: write one such as 'eu-central-1'.");
}
