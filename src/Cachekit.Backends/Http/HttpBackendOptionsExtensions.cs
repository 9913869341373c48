using Cachekit.Backends;

namespace Cachekit;

/// <summary>Chooses the HTTP backend.</summary>
public static class HttpBackendOptionsExtensions
{
    /// <summary>Keeps entries on a server with the CacheKit HTTP API, whatever backend the environment names.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="configure">
    /// Sets key, address and limits. Where it says nothing, <c>Http</c> of the configuration and the variables such as <c>CACHEKIT_API_KEY</c> do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseHttp(this CachekitOptions options, Action<HttpBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseBackend(context => HttpBackendProvider.Create(context, configure));
        return options;
    }

    /// <summary>Sets the HTTP backend of the methods with <see cref="Preset.Io"/>, which is used by no other method then.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="configure">
    /// Sets key, address and limits. Where it says nothing, <c>Http</c> of the configuration and the variables such as <c>CACHEKIT_API_KEY</c> do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseHttpForIo(this CachekitOptions options, Action<HttpBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.IoBackendFactory = context => HttpBackendProvider.Create(context, configure);
        return options;
    }

    /// <summary>Adds an HTTP backend for the methods that name it.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="name">The name that <see cref="CacheSettingsAttribute.Backend"/> uses.</param>
    /// <param name="configure">
    /// Sets key, address and limits. Where it says nothing, <c>Backends:{name}:Http</c> of the configuration and the variables such as <c>CACHEKIT_API_KEY</c>
    /// do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">There is a backend of that name already.</exception>
    public static CachekitOptions AddHttp(this CachekitOptions options, string name, Action<HttpBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddBackend(name, context => HttpBackendProvider.Create(context, configure));
        return options;
    }
}
