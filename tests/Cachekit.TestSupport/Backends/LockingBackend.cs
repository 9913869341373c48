namespace Cachekit.TestSupport.Backends;

/// <summary>A store in memory with locks that end by the clock; the test can hold one as another process would, and let holders die.</summary>
public sealed class LockingBackend(MemoryBackend inner, TimeProvider time) : ILockingCacheBackend, ITtlCacheBackend
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Held> _locks = new(StringComparer.Ordinal);
    private int _attempts;
    private int _renewals;

    public string Name => "locking";

    public MemoryBackend Inner { get; } = inner;

    /// <summary>How often a lock was asked for.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>How often one was renewed.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    /// <summary>How many locks are held.</summary>
    public int HeldNow
    {
        get
        {
            lock (_gate)
            {
                return _locks.Values.Count(held => held.EndsAt > time.GetUtcNow());
            }
        }
    }

    /// <summary>What asking for a lock throws.</summary>
    public Exception? Failure { get; set; }

    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold)
    {
        Interlocked.Increment(ref _attempts);
        if (Failure is { } failure)
        {
            throw failure;
        }

        lock (_gate)
        {
            if (_locks.TryGetValue(key, out var present) && present.EndsAt > time.GetUtcNow())
            {
                return null;
            }

            return _locks[key] = new Held(this, key, time.GetUtcNow() + hold);
        }
    }

    public ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<ICacheBackendLock?>(TryAcquireLock(key, hold));
    }

    public BackendValue Get(string key) => Inner.Get(key);

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => Inner.GetAsync(key, cancellationToken);

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => Inner.Set(key, value, ttl);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        Inner.SetAsync(key, value, ttl, cancellationToken);

    public bool Delete(string key) => Inner.Delete(key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => Inner.DeleteAsync(key, cancellationToken);

    public bool Exists(string key) => Inner.Exists(key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => Inner.ExistsAsync(key, cancellationToken);

    public TimeSpan? GetTtl(string key) => Inner.GetTtl(key);

    public ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default) => Inner.GetTtlAsync(key, cancellationToken);

    public bool RefreshTtl(string key, TimeSpan ttl) => Inner.RefreshTtl(key, ttl);

    public ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        Inner.RefreshTtlAsync(key, ttl, cancellationToken);

    private sealed class Held(LockingBackend owner, string key, DateTimeOffset endsAt) : ICacheBackendLock
    {
        public DateTimeOffset EndsAt { get; private set; } = endsAt;

        public string Key { get; } = key;

        public bool TryRenew(TimeSpan hold)
        {
            lock (owner._gate)
            {
                Interlocked.Increment(ref owner._renewals);
                if (!IsHeld())
                {
                    return false;
                }

                EndsAt = owner.Now + hold;
                return true;
            }
        }

        public ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default) => new(TryRenew(hold));

        public bool Release()
        {
            lock (owner._gate)
            {
                var held = IsHeld();
                if (held)
                {
                    owner._locks.Remove(Key);
                }

                return held;
            }
        }

        public ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) => new(Release());

        private bool IsHeld() => owner._locks.TryGetValue(Key, out var present) && ReferenceEquals(present, this) && EndsAt > owner.Now;
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
