namespace Cachekit.Backends;

/// <summary>A lock on a memcached server, known by its random token.</summary>
internal sealed class MemcachedLock(MemcachedBackend backend, string key, byte[] token) : ICacheBackendLock
{
    public string Key => key;

    public byte[] Token => token;

    public bool TryRenew(TimeSpan hold) => backend.TryRenew(this, hold);

    public ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default) => backend.TryRenewAsync(this, hold, cancellationToken);

    public bool Release() => backend.Release(this);

    public ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) => backend.ReleaseAsync(this, cancellationToken);
}
