using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A secret store as a source of configuration.</summary>
/// <remarks>
/// A <see cref="ConfigurationManager"/> builds all its sources anew when one is inserted or removed, or when the base path changes. The store survives that: it is
/// disposed of with the last provider that has it, and a provider that follows another one takes its values over instead of reading the store again.
/// </remarks>
public sealed class SecretStoreConfigurationSource : IConfigurationSource
{
    private readonly SharedSecretStore _shared;

    /// <summary>Makes a source.</summary>
    /// <param name="store">The store; the configuration disposes of it.</param>
    /// <param name="options">How it is read.</param>
    public SecretStoreConfigurationSource(ISecretStore store, SecretStoreOptions options)
        : this(() => store, options)
    {
        ArgumentNullException.ThrowIfNull(store);
    }

    /// <summary>Makes a source whose store is made when it is needed, and again when the last one was disposed of.</summary>
    internal SecretStoreConfigurationSource(Func<ISecretStore> make, SecretStoreOptions options)
    {
        Options = options ?? throw new ArgumentNullException(nameof(options));
        _shared = new SharedSecretStore(make, options);
    }

    /// <summary>How it is read.</summary>
    public SecretStoreOptions Options { get; }

    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretStoreConfigurationProvider(_shared.Lease(), Options);
}
