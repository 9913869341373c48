using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A secret store as a source of configuration that makes a store for each provider: a configuration whose sources change builds them all again, and disposes of the stores it had.</summary>
internal sealed class SecretStoreFactorySource(Func<ISecretStore> make, SecretStoreOptions options) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretStoreConfigurationProvider(make(), options);
}
