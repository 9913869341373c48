using Cachekit.Backends;
using StackExchange.Redis;

namespace Cachekit;

/// <summary>Chooses the Redis backend.</summary>
public static class RedisBackendOptionsExtensions
{
    /// <summary>Keeps entries in Redis, whatever backend the environment names.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="configure">
    /// Sets server and limits. Where it says nothing, <c>Redis</c> of the configuration, <c>CACHEKIT_REDIS_URL</c> or <c>REDIS_URL</c> and the
    /// variables of connections do. Where those name no server, a connection that the host has registered is used, and without one <c>redis://localhost:6379</c>.
    /// </param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseRedis(this CachekitOptions options, Action<RedisBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseBackend(context => RedisBackendProvider.Create(context, configure));
        return options;
    }

    /// <summary>Keeps entries in the Redis of a URL.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="url">The URL, see <see cref="RedisBackendOptions.Url"/>.</param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseRedis(this CachekitOptions options, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return options.UseRedis(redis => redis.Url = url);
    }

    /// <summary>Keeps entries in Redis over a connection that the program has already.</summary>
    /// <param name="options">The options of the runtime.</param>
    /// <param name="connection">The connection. It is never disposed of.</param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseRedis(this CachekitOptions options, IConnectionMultiplexer connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return options.UseRedis(redis => redis.Connection = connection);
    }

    /// <summary>Adds a Redis backend for the methods that name it.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="name">The name that <see cref="CacheSettingsAttribute.Backend"/> uses.</param>
    /// <param name="configure">
    /// Sets server and limits. Where it says nothing, <c>Backends:{name}:Redis</c> of the configuration and the variables do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">There is a backend of that name already.</exception>
    public static CachekitOptions AddRedis(this CachekitOptions options, string name, Action<RedisBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddBackend(name, context => RedisBackendProvider.Create(context, configure));
        return options;
    }
}
