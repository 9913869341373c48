namespace Cachekit.AspNetCore;

/// <summary>Knows the API keys of a Cachekit server, for example those of a database.</summary>
/// <remarks>Implementations are safe for concurrent use, and answer quickly: every request asks.</remarks>
public interface ICacheServerKeyStore
{
    /// <summary>Looks a key up.</summary>
    /// <param name="keySha256">The SHA-256 of the key that a client sent, 32 bytes. The key itself is never handed on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the key opens; <see langword="null"/> when it is unknown or revoked, or its tenant is suspended: the client is told 401.</returns>
    /// <remarks>Any exception counts as a fault that passes: the client is told 503 and tries again.</remarks>
    ValueTask<CacheServerKey?> FindAsync(ReadOnlyMemory<byte> keySha256, CancellationToken cancellationToken);
}
