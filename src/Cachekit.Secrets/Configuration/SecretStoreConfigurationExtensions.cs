using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds secret stores to a configuration.</summary>
public static class SecretStoreConfigurationExtensions
{
    /// <summary>Adds a secret store as a layer: it wins over what was added before, and what is added after wins over it.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="store">The store; the configuration disposes of it.</param>
    /// <param name="configure">How it is read.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="SecretsException">When the configuration is built: the store cannot be read, and is not optional.</exception>
    public static IConfigurationBuilder AddSecretStore(this IConfigurationBuilder builder, ISecretStore store, Action<SecretStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        var options = new SecretStoreOptions();
        configure?.Invoke(options);
        return builder.Add(new SecretStoreConfigurationSource(store, options));
    }
}
