using System.Diagnostics.CodeAnalysis;
using Cachekit;
using Cachekit.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts typed settings into a host.</summary>
public static class SecretSettingsServiceCollectionExtensions
{
    /// <summary>
    /// Registers settings as <typeparamref name="T"/>, as <see cref="IOptions{TOptions}"/>, <see cref="IOptionsSnapshot{TOptions}"/> and <see cref="IOptionsMonitor{TOptions}"/>. They are read from
    /// the environment, then from the <see cref="Secrets"/> and the <see cref="IConfiguration"/> that are registered.
    /// </summary>
    /// <remarks>
    /// <para>A host does not start when settings are missing or wrong: a <see cref="CacheConfigurationException"/> has all problems of all settings types, and no value. Without a host,
    /// <see cref="IStartupValidator"/> does the same.</para>
    /// <para><typeparamref name="T"/> and <see cref="IOptions{TOptions}"/> stay what they are when they are asked for first. <see cref="IOptionsMonitor{TOptions}"/> and
    /// <see cref="IOptionsSnapshot{TOptions}"/> follow the configuration; where it becomes wrong the last valid settings stay, and what is wrong is logged.</para>
    /// <para><c>Configure</c>, <c>PostConfigure</c> and <c>Validate</c> of the options of <typeparamref name="T"/> are applied to what was read.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="sources">Makes other sources.</param>
    /// <typeparam name="T">The type of the settings, a class or record with <see cref="SecretSettingsAttribute"/>.</typeparam>
    /// <returns>The services.</returns>
    public static IServiceCollection AddSecretSettings<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        this IServiceCollection services, Func<IServiceProvider, SettingsSources>? sources = null)
        where T : class, ISecretSettings<T>
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        if (sources is not null)
        {
            services.RemoveAll<SettingsHolder<T>>();
        }
        else if (services.Any(static service => service.ServiceType == typeof(SettingsHolder<T>)))
        {
            return services;
        }

        services.AddSingleton(provider => new SettingsHolder<T>(
            sources?.Invoke(provider) ?? new SettingsSources { Secrets = provider.GetService<Secrets>(), Configuration = provider.GetService<IConfiguration>() },
            provider.GetServices<IConfigureOptions<T>>(),
            provider.GetServices<IPostConfigureOptions<T>>(),
            provider.GetServices<IValidateOptions<T>>(),
            provider.GetService<ILoggerFactory>()?.CreateLogger(SettingsLog.Category) ?? NullLogger.Instance));
        if (services.Any(static service => service.ServiceType == typeof(IOptionsFactory<T>)))
        {
            return services;
        }

        services.AddSingleton<IOptionsFactory<T>, SettingsOptionsFactory<T>>();
        services.AddSingleton<IOptionsChangeTokenSource<T>>(static provider => provider.GetRequiredService<SettingsHolder<T>>());
        services.AddSingleton<ISettingsHolder>(static provider => provider.GetRequiredService<SettingsHolder<T>>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<SettingsHolder<T>>().Current);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SettingsStartup>, SettingsStartup.Check>());
        services.AddOptions<SettingsStartup>().ValidateOnStart();
        return services;
    }
}
