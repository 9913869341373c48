namespace Cachekit;

/// <summary>A backend that can tell and renew the remaining life of an entry without touching its value.</summary>
public interface ITtlCacheBackend : ICacheBackend
{
    /// <summary>The remaining life of an entry.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <returns><see langword="null"/> when the entry is missing, expired, or never expires.</returns>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    TimeSpan? GetTtl(string key);

    /// <inheritdoc cref="GetTtl"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Gives an entry a new life, counted from now.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="ttl">The new life, more than zero.</param>
    /// <returns><see langword="false"/> when the entry is missing or expired; nothing is written then.</returns>
    /// <exception cref="CacheBackendException">The backend failed, or the time is out of its range.</exception>
    bool RefreshTtl(string key, TimeSpan ttl);

    /// <inheritdoc cref="RefreshTtl"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="ttl">The new life, more than zero.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default);
}
