using Cachekit;
using Cachekit.Configuration;
using Cachekit.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts Cachekit into a host.</summary>
public static class CachekitServiceCollectionExtensions
{
    private const string ConfigurationSection = "Cachekit";

    /// <summary>
    /// Registers a <see cref="CachekitRuntime"/> that uses the host's logging, and its <see cref="TimeProvider"/> and <see cref="ICacheBackend"/>
    /// if they are registered and the options name none.
    /// </summary>
    /// <remarks>
    /// <para>What the options do not say, the section <c>Cachekit</c> of the host's configuration says, then the environment.
    /// <see cref="CachekitOptions.Configuration"/> chooses another section.</para>
    /// <para>Calling it again adds options and nothing else. <c>services.Configure&lt;CachekitOptions&gt;(...)</c> works too.</para>
    /// <para>The runtime is made when the host starts, so that wrong settings stop the start. From then on, until the host stops, it also serves
    /// types that hold no runtime, unless <see cref="CachekitOptions.UseAsAmbientDefault"/> is off.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddCachekit(this IServiceCollection services, Action<CachekitOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CachekitOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(new RegisteredServices(services));
        services.TryAddSingleton(CreateRuntime);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CachekitHostedService>());
        return services;
    }

    private static CachekitRuntime CreateRuntime(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CachekitOptions>>().Value;
        var fallback = new FallbackServices(
            services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>(),
            services.GetService<ICacheBackend>(),
            services.GetService<IConfiguration>()?.GetSection(ConfigurationSection),
            services);
        return new CachekitRuntime(SettingsResolver.Resolve(options, fallback));
    }
}
