using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A secret store as a source of configuration.</summary>
/// <param name="store">The store; the configuration disposes of it.</param>
/// <param name="options">How it is read.</param>
public sealed class SecretStoreConfigurationSource(ISecretStore store, SecretStoreOptions options) : IConfigurationSource
{
    /// <summary>The store.</summary>
    public ISecretStore Store { get; } = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>How it is read.</summary>
    public SecretStoreOptions Options { get; } = options ?? throw new ArgumentNullException(nameof(options));

    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretStoreConfigurationProvider(Store, Options);
}
