using Cachekit.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts feature flags into a host.</summary>
public static class FeatureFlagServiceCollectionExtensions
{
    /// <summary>Registers Microsoft.FeatureManagement over the layers of the configuration.</summary>
    /// <remarks>
    /// <para>Flags are in the section <c>FeatureManagement</c>, or in Microsoft's schema <c>feature_management</c>, of whichever layer: a file, a secret store, a variable
    /// (<c>FeatureManagement__NewCheckout=on</c>). A layer that changes changes them at once.</para>
    /// <para>Beyond <c>AddFeatureManagement</c>: 1, yes and on are on too (alone, they would be off there without a word); a flag that is neither on nor off, and one that is required and missing, stop the start; and
    /// a key outside of these sections is never a flag.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration; <see langword="null"/>: that of the host.</param>
    /// <param name="configure">Names flags that are required.</param>
    /// <returns>Microsoft's builder, for filters and targeting.</returns>
    public static IFeatureManagementBuilder AddFeatureFlags(this IServiceCollection services, IConfiguration? configuration = null, Action<FeatureFlagOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddOptions<FeatureFlagOptions>().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(provider => new FlagConfiguration(configuration ?? provider.GetRequiredService<IConfiguration>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FeatureFlagOptions>, FeatureFlagValidation>());
        services.TryAddSingleton<IFeatureDefinitionProvider>(provider => new ConfigurationFeatureDefinitionProvider(
            provider.GetRequiredService<FlagConfiguration>().View,
            provider.GetRequiredService<IOptions<ConfigurationFeatureDefinitionProviderOptions>>().Value)
        {
            Logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger<ConfigurationFeatureDefinitionProvider>(),
        });
        return services.AddFeatureManagement();
    }
}
