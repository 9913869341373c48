using Cachekit.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a <see cref="RedenvClient"/> into a host.</summary>
public static class RedenvServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="RedenvClient"/> that uses the host's logging, and its <see cref="TimeProvider"/> if one is registered.</summary>
    /// <remarks>
    /// What the options do not say, the section <c>Redenv</c> of the host's configuration says, then the environment. The client is made when it is first asked for.
    /// Calling this again adds options and nothing else.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddRedenv(this IServiceCollection services, Action<RedenvOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RedenvOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(CreateClient);
        return services;
    }

    private static RedenvClient CreateClient(IServiceProvider services) => new(RedenvSettingsResolver.Resolve(
        services.GetRequiredService<IOptions<RedenvOptions>>().Value,
        services.GetService<IConfiguration>()?.GetSection(RedenvOptionNames.Section),
        services.GetService<TimeProvider>(),
        services.GetService<ILoggerFactory>()));
}
