using Cachekit.AspNetCore;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a Cachekit server into a host.</summary>
public static class CachekitServerServiceCollectionExtensions
{
    /// <summary>
    /// Registers a server of the HTTP API that all CacheKit SDKs speak. <c>MapCachekitServer</c> gives it its routes.
    /// </summary>
    /// <remarks>
    /// <para>The section <c>Cachekit:Server</c> of the host's configuration sets the options, then <paramref name="configure"/> does. They are checked
    /// when the host starts; everything that is wrong is reported together, as an <see cref="OptionsValidationException"/>.</para>
    /// <para>API keys travel as bearer tokens: let the host listen on HTTPS, or behind a proxy that does.</para>
    /// <para>Calling it again adds options and nothing else.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddCachekitServer(this IServiceCollection services, Action<CachekitServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRoutingCore();
        services.AddOptions<CachekitServerOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CachekitServerOptions>, ServerOptionsBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CachekitServerOptions>, ServerOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServerBackend>();
        services.TryAddSingleton<CacheServer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, RawTargetFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CacheServerStart>());
        return services;
    }
}
