namespace Cachekit.Secrets;

/// <summary>What is asked of the Secret Manager.</summary>
internal interface IGcpSecretManagerClient
{
    /// <summary>Lists ids, all pages.</summary>
    /// <param name="filter">An expression of the API; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> ListAsync(string? filter, CancellationToken cancellationToken);

    /// <summary>Reads a version of a secret.</summary>
    /// <returns>The payload; <see langword="null"/> where there is no such version that can be read, and <paramref name="required"/> is not set.</returns>
    ValueTask<byte[]?> AccessAsync(string id, string version, bool required, CancellationToken cancellationToken);
}
