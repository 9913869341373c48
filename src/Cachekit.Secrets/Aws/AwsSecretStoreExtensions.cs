using Cachekit;
using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds the secret stores of AWS to a configuration.</summary>
public static class AwsSecretStoreExtensions
{
    /// <summary>Adds secrets of AWS Secrets Manager as a layer. Members of JSON secrets become keys of their own, binary secrets are base64.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Which secrets are read, and as whom.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="CacheConfigurationException">The options are wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">When the configuration is built: the store cannot be read, and is not optional.</exception>
    public static IConfigurationBuilder AddAwsSecretsManager(this IConfigurationBuilder builder, Action<AwsSecretsManagerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new AwsSecretsManagerOptions();
        configure(options);
        options.Validate();
        return builder.Add(new SecretStoreConfigurationSource(new AwsSecretsManagerStore(options), options));
    }

    /// <summary>Adds parameters of the AWS Systems Manager Parameter Store as a layer: everything below a path.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Which parameters are read, and as whom.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="CacheConfigurationException">The options are wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">When the configuration is built: the store cannot be read, and is not optional.</exception>
    public static IConfigurationBuilder AddAwsParameterStore(this IConfigurationBuilder builder, Action<AwsParameterStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new AwsParameterStoreOptions();
        configure(options);
        options.Validate();
        return builder.Add(new SecretStoreConfigurationSource(new AwsParameterStore(options), options));
    }
}
