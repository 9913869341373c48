using Azure.Security.KeyVault.Secrets;

namespace Cachekit.Secrets;

/// <summary>What is asked of a key vault.</summary>
internal interface IKeyVaultSecrets
{
    /// <summary>All secrets without their values, page by page.</summary>
    IAsyncEnumerable<SecretProperties> ListAsync(CancellationToken cancellationToken);

    /// <summary>The newest version of a secret; <see langword="null"/> where it is not there, or disabled, by now.</summary>
    ValueTask<KeyVaultSecret?> GetAsync(string name, CancellationToken cancellationToken);
}
