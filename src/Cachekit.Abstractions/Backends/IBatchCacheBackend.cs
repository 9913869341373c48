namespace Cachekit;

/// <summary>A backend that reads, writes or removes many entries in about the time of one.</summary>
/// <remarks>A batch is not atomic: each of its entries is treated like one of its own.</remarks>
public interface IBatchCacheBackend : ICacheBackend
{
    /// <summary>Reads entries and their remaining lives.</summary>
    /// <param name="keys">The keys, exactly as stored; none is empty. One may be there more than once.</param>
    /// <returns>One answer for each key, in the same order; the caller disposes of each.</returns>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; there is no answer for any then.</exception>
    BackendValue[] GetMany(IReadOnlyList<string> keys);

    /// <inheritdoc cref="GetMany"/>
    /// <param name="keys">The keys, exactly as stored; none is empty. One may be there more than once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Writes entries, replacing existing ones.</summary>
    /// <param name="entries">The entries. Of several with one key the last one stays.</param>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; the others may have been written.</exception>
    void SetMany(IReadOnlyList<BackendEntry> entries);

    /// <inheritdoc cref="SetMany"/>
    /// <param name="entries">The entries. Of several with one key the last one stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Removes entries.</summary>
    /// <param name="keys">The keys, exactly as stored; none is empty.</param>
    /// <returns>How many there were to remove.</returns>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; the others may have been removed.</exception>
    long DeleteMany(IReadOnlyList<string> keys);

    /// <inheritdoc cref="DeleteMany"/>
    /// <param name="keys">The keys, exactly as stored; none is empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default);
}
