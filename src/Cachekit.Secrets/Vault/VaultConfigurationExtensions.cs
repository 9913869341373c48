using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds HashiCorp Vault to a configuration.</summary>
public static class VaultConfigurationExtensions
{
    /// <summary>Adds secrets of HashiCorp Vault as a layer: it wins over what was added before, and what is added after wins over it.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Where Vault is, who asks, and for what; see <see cref="VaultOptions"/>.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="Cachekit.CacheConfigurationException">Options are missing or wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">When the configuration is built: Vault cannot be read, and is not optional.</exception>
    public static IConfigurationBuilder AddVault(this IConfigurationBuilder builder, Action<VaultOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new VaultOptions();
        configure(options);
        options.Validate();
        return builder.Add(new SecretStoreConfigurationSource(() => new VaultSecretStore(options), options));
    }
}
