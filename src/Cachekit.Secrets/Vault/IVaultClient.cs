namespace Cachekit.Secrets;

/// <summary>Sends requests to Vault.</summary>
internal interface IVaultClient : IDisposable
{
    /// <summary>Sends a request.</summary>
    /// <returns>The answer, whatever its status.</returns>
    /// <exception cref="SecretsException">There was no answer.</exception>
    ValueTask<VaultAnswer> SendAsync(VaultRequest request, string? token, CancellationToken cancellationToken);
}
