using Cachekit;
using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds the secret store of Google Cloud to a configuration.</summary>
public static class GcpSecretStoreExtensions
{
    /// <summary>Adds secrets of the Google Cloud Secret Manager as a layer. What is no UTF-8 is base64.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Which secrets are read, and as whom.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="CacheConfigurationException">The options are wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">When the configuration is built: the store cannot be read, and is not optional.</exception>
    public static IConfigurationBuilder AddGcpSecretManager(this IConfigurationBuilder builder, Action<GcpSecretManagerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new GcpSecretManagerOptions();
        configure(options);
        options.Validate();
        return builder.Add(new SecretStoreConfigurationSource(new GcpSecretManagerStore(options), options));
    }
}
