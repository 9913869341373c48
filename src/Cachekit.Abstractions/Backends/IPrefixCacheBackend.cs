namespace Cachekit;

/// <summary>A backend that can remove all entries whose keys begin alike, for example those of a namespace.</summary>
public interface IPrefixCacheBackend : ICacheBackend
{
    /// <summary>Removes all entries whose keys begin with a text. Other callers are not kept waiting meanwhile.</summary>
    /// <remarks>An entry that is written while this runs may stay.</remarks>
    /// <param name="prefix">How the keys begin, compared as bytes; no character has a special meaning. Not empty.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="CacheBackendException">The backend failed; some entries may have been removed.</exception>
    long DeleteByPrefix(string prefix);

    /// <inheritdoc cref="DeleteByPrefix"/>
    /// <param name="prefix">How the keys begin, compared as bytes; no character has a special meaning. Not empty.</param>
    /// <param name="cancellationToken">Ends the wait; some entries may have been removed.</param>
    ValueTask<long> DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken = default);
}
