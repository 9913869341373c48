using Cachekit.TestSupport.Backends;

namespace Cachekit.AspNetCore.Tests;

/// <summary>A backend in memory whose locks several servers see.</summary>
internal sealed class LockingBackend(FakeTimeProvider time) : ILockingCacheBackend
{
    private readonly MemoryBackend _entries = new(time);
    private readonly Dictionary<string, DateTimeOffset> _locks = [];

    public string Name => "locking";

    public bool Fails { get; set; }

    public BackendValue Get(string key) => _entries.Get(key);

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => _entries.GetAsync(key, cancellationToken);

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => _entries.Set(key, value, ttl);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        _entries.SetAsync(key, value, ttl, cancellationToken);

    public bool Delete(string key) => _entries.Delete(key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => _entries.DeleteAsync(key, cancellationToken);

    public bool Exists(string key) => _entries.Exists(key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => _entries.ExistsAsync(key, cancellationToken);

    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold)
    {
        ThrowIfFailing();
        if (_locks.TryGetValue(key, out var end) && end > time.GetUtcNow())
        {
            return null;
        }

        _locks[key] = time.GetUtcNow() + hold;
        return new Lock(this, key);
    }

    public ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default) =>
        new(TryAcquireLock(key, hold));

    private void ThrowIfFailing()
    {
        if (Fails)
        {
            throw new CacheBackendException(BackendErrorKind.Transient, "The backend was told to fail.");
        }
    }

    private sealed class Lock(LockingBackend owner, string key) : ICacheBackendLock
    {
        public string Key => key;

        public bool TryRenew(TimeSpan hold) => throw new NotSupportedException();

        public ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public bool Release()
        {
            owner.ThrowIfFailing();
            return owner._locks.Remove(key);
        }

        public ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) => new(Release());
    }
}
