namespace Cachekit.Configuration;

/// <summary>The environment variables that this version knows, wherever they are read.</summary>
internal static class VariableNames
{
    internal const string Backend = "CACHEKIT_BACKEND";
    internal const string RedisUrl = "CACHEKIT_REDIS_URL";
    internal const string SharedRedisUrl = "REDIS_URL";
    internal const string ApiKey = "CACHEKIT_API_KEY";
    internal const string MemcachedServers = "CACHEKIT_MEMCACHED_SERVERS";
    internal const string FileCacheDir = "CACHEKIT_FILE_CACHE_DIR";
    internal const string DefaultTtl = "CACHEKIT_DEFAULT_TTL";
    internal const string MaxValueSize = "CACHEKIT_MAX_VALUE_SIZE";
    internal const string EnableCompression = "CACHEKIT_ENABLE_COMPRESSION";
    internal const string CompressionLevel = "CACHEKIT_COMPRESSION_LEVEL";
    internal const string MasterKey = "CACHEKIT_MASTER_KEY";
    internal const string PreviousMasterKeys = "CACHEKIT_PREVIOUS_MASTER_KEYS";
    internal const string EncryptionFailClosed = "CACHEKIT_ENCRYPTION_FAIL_CLOSED";
    internal const string DeploymentUuid = "CACHEKIT_DEPLOYMENT_UUID";
    internal const string LogLevel = "LOG_LEVEL";

    internal const string Prefix = "CACHEKIT_";
    internal const string MistakenPrefix = "CACHE_";

    /// <summary>Every name of the family, so that its mistaken twin can be recognised, also where a later version reads it.</summary>
    internal static readonly string[] All =
    [
        Backend, RedisUrl, ApiKey, MemcachedServers, FileCacheDir, DefaultTtl, MaxValueSize,
        EnableCompression, CompressionLevel, MasterKey, PreviousMasterKeys, EncryptionFailClosed, DeploymentUuid,
        "CACHEKIT_CONNECTION_POOL_SIZE", "CACHEKIT_SOCKET_TIMEOUT", "CACHEKIT_SOCKET_CONNECT_TIMEOUT", "CACHEKIT_MAX_CHUNK_SIZE_MB",
        "CACHEKIT_API_URL", "CACHEKIT_TIMEOUT", "CACHEKIT_MAX_RETRIES",
        "CACHEKIT_ALLOW_CUSTOM_HOST", "CACHEKIT_ALLOW_PRIVATE_NETWORK", "CACHEKIT_TRUSTED_CERTIFICATE_FILE", "CACHEKIT_FILE_MAX_SIZE_MB", "CACHEKIT_FILE_MAX_VALUE_MB", "CACHEKIT_FILE_MAX_ENTRY_COUNT",
        "CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS", "CACHEKIT_MEMCACHED_CONNECT_TIMEOUT", "CACHEKIT_MEMCACHED_TIMEOUT",
        "CACHEKIT_MEMCACHED_MAX_POOL_SIZE", "CACHEKIT_MEMCACHED_RETRY_ATTEMPTS", "CACHEKIT_MEMCACHED_KEY_PREFIX",
        "CACHEKIT_MEMCACHED_MAX_ITEM_SIZE_BYTES",
    ];
}
