namespace Cachekit.Backends;

/// <summary>The settings of the HTTP backend that can be wrong.</summary>
internal enum HttpBackendSetting
{
    ApiKey,
    ApiUrl,
    Timeout,
    MaxRetries,
    ConnectionPoolSize,
    TrustedCertificateFile,
}
