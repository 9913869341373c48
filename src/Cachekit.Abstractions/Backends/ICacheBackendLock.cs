namespace Cachekit;

/// <summary>A lock that a backend has given to one holder among all processes. It ends by itself after its hold time.</summary>
public interface ICacheBackendLock
{
    /// <summary>The key that was locked, as the caller named it.</summary>
    string Key { get; }

    /// <summary>Starts the hold time anew, for work that takes longer.</summary>
    /// <param name="hold">The new hold time, counted from now; more than zero.</param>
    /// <returns><see langword="false"/> when the lock is held no longer, or when the backend's protocol has no way to renew one.</returns>
    /// <exception cref="CacheBackendException">The backend failed; whether the lock is still held is not known.</exception>
    bool TryRenew(TimeSpan hold);

    /// <inheritdoc cref="TryRenew"/>
    /// <param name="hold">The new hold time, counted from now; more than zero.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default);

    /// <summary>Gives the lock back. Never takes it from somebody else who got it after the hold time had passed.</summary>
    /// <returns>Whether it was still held. <see langword="true"/> too where the backend does not say.</returns>
    /// <exception cref="CacheBackendException">The backend failed; the lock ends with its hold time at the latest.</exception>
    bool Release();

    /// <inheritdoc cref="Release"/>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default);
}
