namespace Cachekit;

/// <summary>
/// A backend that keeps an entry for a while after its life has ended, and marks it then: <see cref="BackendValue.IsStale"/>.
/// </summary>
public interface IStaleWindowCacheBackend : ICacheBackend
{
    /// <summary>Writes an entry that may be read past its life, replacing an existing one.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="value">The bytes; not kept after the call has completed.</param>
    /// <param name="ttl">How long the entry is fresh, more than zero.</param>
    /// <param name="staleFor">How long it can be read as stale afterwards; zero: not at all.</param>
    /// <exception cref="CacheBackendException">The backend failed, or a limit refuses the value or the times.</exception>
    void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor);

    /// <inheritdoc cref="Set"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="value">The bytes; not kept after the call has completed.</param>
    /// <param name="ttl">How long the entry is fresh, more than zero.</param>
    /// <param name="staleFor">How long it can be read as stale afterwards; zero: not at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default);
}
