namespace Cachekit.Backends;

/// <summary>The settings whose values are checked.</summary>
internal enum MemcachedBackendSetting
{
    Servers,
    ConnectTimeout,
    Timeout,
    MaxPoolSize,
    RetryAttempts,
    KeyPrefix,
    MaxItemSizeBytes,
}
