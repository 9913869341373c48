namespace Cachekit;

/// <summary>A backend that can lock a key for one holder among all processes.</summary>
/// <remarks>A lock is best effort: it keeps most work from being done twice, and nothing relies on it for correctness.</remarks>
public interface ILockingCacheBackend : ICacheBackend
{
    /// <summary>Asks for a lock once, without waiting for its present holder.</summary>
    /// <param name="key">The key of the entry, without any suffix for locks: the backend adds its own.</param>
    /// <param name="hold">When the lock ends by itself, counted from now; more than zero.</param>
    /// <returns>The lock, or <see langword="null"/> when somebody else holds it.</returns>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold);

    /// <inheritdoc cref="TryAcquireLock"/>
    /// <param name="key">The key of the entry, without any suffix for locks: the backend adds its own.</param>
    /// <param name="hold">When the lock ends by itself, counted from now; more than zero.</param>
    /// <param name="cancellationToken">Ends the wait. A lock that was taken meanwhile is given back, or ends with its hold time.</param>
    ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default);
}
