using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Options that have been checked, and what the client is made from; no settings of a client where there is a connection already.</summary>
internal sealed record RedisSetup(RedisBackendOptions Options, ConfigurationOptions? Client);
