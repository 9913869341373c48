using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cachekit.Backends;

/// <summary>Options that have passed all checks. The same rules speak of the property in code and of the variable where it came from the environment.</summary>
internal sealed class HttpBackendSettings
{
    /// <summary>The longest time that a timer can wait, in whole days.</summary>
    public const double MaxTimeoutSeconds = 24 * 24 * 60 * 60;

    private static readonly string[] KeyPrefixes = ["ck_live_", "ck_sdk_", "ck_api_", "ck_test_"];

    private HttpBackendSettings(string apiKey, ApiEndpoint endpoint, X509Certificate2Collection? roots, HttpBackendOptions options)
    {
        ApiKey = apiKey;
        Endpoint = endpoint;
        Roots = roots;
        Timeout = options.Timeout;
        MaxRetries = options.MaxRetries;
        ConnectionPoolSize = options.ConnectionPoolSize;
        AllowPrivateNetwork = options.AllowPrivateNetwork;
    }

    public string ApiKey { get; }

    public ApiEndpoint Endpoint { get; }

    /// <summary>What to trust beside what the system trusts; <see langword="null"/>: nothing.</summary>
    public X509Certificate2Collection? Roots { get; }

    public TimeSpan Timeout { get; }

    public int MaxRetries { get; }

    public int ConnectionPoolSize { get; }

    public bool AllowPrivateNetwork { get; }

    /// <summary>Checks the options and adds a problem for each setting that is wrong.</summary>
    /// <param name="options">What to check.</param>
    /// <param name="nameOf">How the user knows the setting.</param>
    /// <param name="problems">Receives the problems; none shows an API key.</param>
    /// <returns>The settings, or <see langword="null"/> after adding a problem.</returns>
    public static HttpBackendSettings? Resolve(HttpBackendOptions options, Func<HttpBackendSetting, string> nameOf, ICollection<string> problems)
    {
        var before = problems.Count;
        Report(HttpBackendSetting.ApiKey, KeyProblem(options.ApiKey));
        var endpoint = ApiEndpoint.Parse(options.ApiUrl, options.AllowCustomHost, options.AllowPrivateNetwork, out var problem);
        Report(HttpBackendSetting.ApiUrl, problem);
        if (options.Timeout <= TimeSpan.Zero || options.Timeout.TotalSeconds > MaxTimeoutSeconds)
        {
            Report(HttpBackendSetting.Timeout, $"is {options.Timeout.ToString(null, CultureInfo.InvariantCulture)}: write a time of more than 0 and at most 24 days, for example 5 seconds");
        }

        if (options.MaxRetries < 0)
        {
            Report(HttpBackendSetting.MaxRetries, string.Create(CultureInfo.InvariantCulture, $"is {options.MaxRetries}: write 0 or more, for example 3"));
        }

        if (options.ConnectionPoolSize < 1)
        {
            Report(HttpBackendSetting.ConnectionPoolSize, string.Create(CultureInfo.InvariantCulture, $"is {options.ConnectionPoolSize}: write 1 or more, for example 10"));
        }

        var roots = LoadRoots(options, out problem);
        Report(HttpBackendSetting.TrustedCertificateFile, problem);
        return problems.Count == before ? new HttpBackendSettings(options.ApiKey!, endpoint!, roots, options) : null;

        void Report(HttpBackendSetting setting, string problem)
        {
            if (problem.Length > 0)
            {
                problems.Add($"{nameOf(setting)} {problem}.");
            }
        }
    }

    public static string PropertyName(HttpBackendSetting setting) => $"{nameof(HttpBackendOptions)}.{setting}";

    private static string KeyProblem(string? key)
    {
        const string Prefixes = "ck_live_, ck_sdk_, ck_api_ or ck_test_";
        if (string.IsNullOrWhiteSpace(key))
        {
            return $"is not set: the HTTP backend needs an API key. Make one in the settings of your project at cachekit.io, or in the configuration of your own server; it begins with {Prefixes}";
        }

        if (key.Any(char.IsWhiteSpace))
        {
            return key.Trim().Any(char.IsWhiteSpace)
                ? "has white space in it: an API key has none. Copy it anew"
                : "has white space before or after it, often the line break at the end of a secret's file: remove that";
        }

        if (!key.All(static character => character is > ' ' and <= '~'))
        {
            return "has characters in it that no API key has: copy it anew";
        }

        var prefix = Array.Find(KeyPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal));
        return prefix is null ? $"is not an API key: one begins with {Prefixes}"
            : prefix.Length == key.Length ? "is only the beginning of an API key: copy all of it"
            : "";
    }

    private static X509Certificate2Collection? LoadRoots(HttpBackendOptions options, out string problem)
    {
        problem = "";
        var roots = new X509Certificate2Collection();
        roots.AddRange(options.TrustedCertificates ?? []);
        if (options.TrustedCertificateFile is { } path)
        {
            try
            {
                var known = roots.Count;
                roots.ImportFromPemFile(path);
                if (roots.Count == known)
                {
                    problem = $"is '{path}', a file without a certificate: write the path of a PEM file, which has a line BEGIN CERTIFICATE";
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
            {
                problem = $"is '{path}', which cannot be read ({exception.GetType().Name}): write the path of a PEM file with certificates";
            }
        }

        return roots.Count > 0 ? roots : null;
    }
}
