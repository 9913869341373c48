using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>Makes the HTTP backend from <c>Http</c> of the configuration and from its variables.</summary>
internal sealed class HttpBackendProvider : IBackendProvider
{
    internal const string ApiKeyVariable = VariableNames.ApiKey;

    internal static readonly SettingName ApiUrl = new("Http:ApiUrl", "CACHEKIT_API_URL");
    internal static readonly SettingName Timeout = new("Http:Timeout", "CACHEKIT_TIMEOUT");
    internal static readonly SettingName TrustedCertificateFile = new("Http:TrustedCertificateFile", "CACHEKIT_TRUSTED_CERTIFICATE_FILE");
    private static readonly SettingName MaxRetries = new("Http:MaxRetries", "CACHEKIT_MAX_RETRIES");
    private static readonly SettingName ConnectionPoolSize = new("Http:ConnectionPoolSize", "CACHEKIT_CONNECTION_POOL_SIZE");
    private static readonly SettingName AllowCustomHost = new("Http:AllowCustomHost", "CACHEKIT_ALLOW_CUSTOM_HOST");
    private static readonly SettingName AllowPrivateNetwork = new("Http:AllowPrivateNetwork", "CACHEKIT_ALLOW_PRIVATE_NETWORK");

    public string Kind => HttpBackend.Kind;

    public ICacheBackend? Create(BackendProviderContext context) => Create(context, configure: null);

    /// <summary>Makes the backend from the configuration and the environment, and from what code says on top of them.</summary>
    internal static ICacheBackend? Create(BackendProviderContext context, Action<HttpBackendOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(context);

        var problems = new List<string>();
        var settings = context.Settings.Reporting(problems);
        var options = new HttpBackendOptions
        {
            ApiKey = settings.GetAsWritten(SettingNames.ApiKey)?.Text,
            TrustedCertificateFile = settings.Get(TrustedCertificateFile)?.Text,
        };
        options.ApiUrl = settings.Get(ApiUrl)?.Text ?? options.ApiUrl;
        options.Timeout = settings.Seconds(Timeout, 0, HttpBackendSettings.MaxTimeoutSeconds, "5.0") ?? options.Timeout;
        options.MaxRetries = settings.Integer(MaxRetries, 0, int.MaxValue, "3") ?? options.MaxRetries;
        options.ConnectionPoolSize = settings.Integer(ConnectionPoolSize, 1, int.MaxValue, "10") ?? options.ConnectionPoolSize;
        options.AllowCustomHost = settings.Boolean(AllowCustomHost) ?? options.AllowCustomHost;
        options.AllowPrivateNetwork = settings.Boolean(AllowPrivateNetwork) ?? options.AllowPrivateNetwork;

        var (key, url, file) = (options.ApiKey, options.ApiUrl, options.TrustedCertificateFile);
        configure?.Invoke(options);

        // In the words of whoever set it last.
        HttpBackendSettings.Resolve(options, NameOf, problems);
        if (problems.Count == 0)
        {
            HttpBackend? backend = null;
            var seams = new HttpBackendSeams { Usage = () => context.Usage.Of(backend!) };
            return backend = new HttpBackend(options, context.TimeProvider, context.LoggerFactory.CreateLogger<HttpBackend>(), seams);
        }

        foreach (var problem in problems)
        {
            context.Problems.Add(problem);
        }

        return null;

        string NameOf(HttpBackendSetting setting) => setting switch
        {
            HttpBackendSetting.ApiKey when options.ApiKey is null || ReferenceEquals(options.ApiKey, key) => settings.NameOf(SettingNames.ApiKey),
            HttpBackendSetting.ApiUrl when ReferenceEquals(options.ApiUrl, url) => settings.NameOf(ApiUrl),
            HttpBackendSetting.TrustedCertificateFile when ReferenceEquals(options.TrustedCertificateFile, file) => settings.NameOf(TrustedCertificateFile),
            _ => HttpBackendSettings.PropertyName(setting),
        };
    }
}
