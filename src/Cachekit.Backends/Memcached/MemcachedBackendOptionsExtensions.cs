using Cachekit.Backends;

namespace Cachekit;

/// <summary>Chooses the Memcached backend.</summary>
public static class MemcachedBackendOptionsExtensions
{
    /// <summary>Keeps entries on memcached servers, whatever backend the environment names.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="configure">
    /// Sets servers and limits. Where it says nothing, <c>Memcached</c> of the configuration and the <c>CACHEKIT_MEMCACHED_*</c> variables do,
    /// and then the defaults: one server, <c>127.0.0.1:11211</c>.
    /// </param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseMemcached(this CachekitOptions options, Action<MemcachedBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseBackend(context => MemcachedBackendProvider.Create(context, configure));
        return options;
    }

    /// <summary>Adds a Memcached backend for the methods that name it.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="name">The name that <see cref="CacheSettingsAttribute.Backend"/> uses.</param>
    /// <param name="configure">
    /// Sets servers and limits. Where it says nothing, <c>Backends:{name}:Memcached</c> of the configuration and the <c>CACHEKIT_MEMCACHED_*</c>
    /// variables do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">There is a backend of that name already.</exception>
    public static CachekitOptions AddMemcached(this CachekitOptions options, string name, Action<MemcachedBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddBackend(name, context => MemcachedBackendProvider.Create(context, configure));
        return options;
    }
}
