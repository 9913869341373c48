namespace Cachekit.Backends;

internal enum RedisBackendSetting
{
    Url,
    Configuration,
    ConnectionPoolSize,
    SocketTimeout,
    SocketConnectTimeout,
    MaxChunkSizeMb,
    KeyPrefix,
    Database,
    InvalidationChannel,
}
