using Azure.Core;
using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds Azure Key Vault to a configuration.</summary>
public static class AzureKeyVaultConfigurationExtensions
{
    /// <summary>Adds the secrets of an Azure Key Vault as a layer: it wins over what was added before, and what is added after wins over it.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Which vault, who asks, and which secrets; see <see cref="AzureKeyVaultOptions"/>.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="Cachekit.CacheConfigurationException">Options are missing or wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">When the configuration is built: the vault cannot be read, and is not optional.</exception>
    public static IConfigurationBuilder AddAzureKeyVaultSecrets(this IConfigurationBuilder builder, Action<AzureKeyVaultOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new AzureKeyVaultOptions();
        configure(options);
        options.Validate();
        return builder.Add(new SecretStoreConfigurationSource(() => new AzureKeyVaultSecretStore(options), options));
    }

    /// <summary>Adds the secrets of an Azure Key Vault as a layer.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="vaultUri">The vault, for example <c>https://shop.vault.azure.net</c>.</param>
    /// <param name="credential">Who asks.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="Cachekit.CacheConfigurationException">The address is wrong.</exception>
    /// <exception cref="SecretsException">When the configuration is built: the vault cannot be read.</exception>
    public static IConfigurationBuilder AddAzureKeyVaultSecrets(this IConfigurationBuilder builder, Uri vaultUri, TokenCredential credential) =>
        builder.AddAzureKeyVaultSecrets(options =>
        {
            options.VaultUri = vaultUri;
            options.Credential = credential;
        });
}
