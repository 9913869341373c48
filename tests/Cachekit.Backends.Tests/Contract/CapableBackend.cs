namespace Cachekit.Backends.Tests.Contract;

/// <summary>A backend in memory that offers everything there is, so that every rule of the contract has something to be tried on.</summary>
internal class CapableBackend(TimeProvider time) :
    ITtlCacheBackend, IHealthCheckedCacheBackend, ILockingCacheBackend, IBatchCacheBackend, IPrefixCacheBackend, INotifyingCacheBackend, IStaleWindowCacheBackend
{
    public const int MaxValueBytes = 11 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lock> _locks = new(StringComparer.Ordinal);
    private readonly List<Action<ReadOnlyMemory<byte>>> _listeners = [];

    public string Name => "capable";

    protected DateTimeOffset Now => time.GetUtcNow();

    public virtual BackendValue Get(string key)
    {
        lock (_lock)
        {
            if (Live(key) is not { } entry)
            {
                return BackendValue.Missing;
            }

            var stale = entry.FreshUntil <= Now;
            var wins = stale && Chooses(entry);
            entry.Chosen |= wins;
            return Lend(entry.Bytes, entry.FreshUntil is { } end ? (stale ? TimeSpan.Zero : end - Now) : null, stale, wins);
        }
    }

    public virtual void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => Store(key, value.ToArray(), ttl, TimeSpan.Zero);

    public virtual void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor) => Store(key, value.ToArray(), ttl, staleFor);

    public virtual bool Delete(string key)
    {
        lock (_lock)
        {
            return Live(key) is not null && _entries.Remove(key);
        }
    }

    public virtual bool Exists(string key)
    {
        lock (_lock)
        {
            return Live(key) is not null;
        }
    }

    public virtual TimeSpan? GetTtl(string key)
    {
        lock (_lock)
        {
            return Live(key) is { } entry ? entry.FreshUntil - Now : null;
        }
    }

    public virtual bool RefreshTtl(string key, TimeSpan ttl)
    {
        lock (_lock)
        {
            CheckLife(ttl);
            if (Live(key) is not { } entry)
            {
                return false;
            }

            entry.FreshUntil = entry.EndsAt = Now + ttl;
            return true;
        }
    }

    public virtual ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        new(new BackendHealth(IsHealthy: true, TimeSpan.Zero, new Dictionary<string, object>(StringComparer.Ordinal)));

    public virtual ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold)
    {
        CheckKey(key);
        CheckLife(hold);
        lock (_lock)
        {
            return _locks.TryGetValue(key, out var held) && held.EndsAt > Now ? null : _locks[key] = new Lock(this, key, Now + hold);
        }
    }

    public virtual BackendValue[] GetMany(IReadOnlyList<string> keys) => [.. keys.Select(Get)];

    public virtual void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        foreach (var entry in entries)
        {
            Set(entry.Key, entry.Value, entry.Ttl);
        }
    }

    public virtual long DeleteMany(IReadOnlyList<string> keys) => keys.Count(Delete);

    public virtual long DeleteByPrefix(string prefix)
    {
        CheckKey(prefix);
        lock (_lock)
        {
            return _entries.Keys.Where(key => Begins(key, prefix)).ToList().Count(_entries.Remove);
        }
    }

    public virtual void Publish(ReadOnlyMemory<byte> message)
    {
        foreach (var listener in Listeners())
        {
            listener(message);
        }
    }

    public virtual ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken = default)
    {
        Pass(cancellationToken);
        lock (_lock)
        {
            _listeners.Add(onMessage);
        }

        return new(new Subscription(() => Unsubscribe(onMessage)));
    }

    public virtual ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => Run(() => Get(key), cancellationToken);

    public virtual ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        Run(() => Set(key, value, ttl), cancellationToken);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default) =>
        Run(() => Set(key, value, ttl, staleFor), cancellationToken);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => Run(() => Delete(key), cancellationToken);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => Run(() => Exists(key), cancellationToken);

    public ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default) => Run(() => GetTtl(key), cancellationToken);

    public ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default) => Run(() => RefreshTtl(key, ttl), cancellationToken);

    public ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default) =>
        Run(() => TryAcquireLock(key, hold), cancellationToken);

    public ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => Run(() => GetMany(keys), cancellationToken);

    public ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default) => Run(() => SetMany(entries), cancellationToken);

    public ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => Run(() => DeleteMany(keys), cancellationToken);

    public ValueTask<long> DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken = default) => Run(() => DeleteByPrefix(prefix), cancellationToken);

    public ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) => Run(() => Publish(message), cancellationToken);

    protected virtual void Pass(CancellationToken cancellationToken) => cancellationToken.ThrowIfCancellationRequested();

    protected virtual bool Begins(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal);

    protected virtual bool Chooses(Entry entry) => !entry.Chosen;

    protected virtual bool Holds(Lock held) => _locks.TryGetValue(held.Key, out var present) && present == held && held.EndsAt > Now;

    protected virtual void Free(Lock held) => _locks.Remove(held.Key);

    protected virtual void Renew(Lock held, TimeSpan hold) => held.EndsAt = Now + hold;

    protected virtual void CheckLife(TimeSpan? life) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life ?? TimeSpan.MaxValue, TimeSpan.Zero);

    protected virtual void CheckKey(string key) => ArgumentException.ThrowIfNullOrEmpty(key);

    protected virtual void CheckSize(int size)
    {
        if (size > MaxValueBytes)
        {
            throw new CacheBackendException(BackendErrorKind.Permanent, "The value is too large.");
        }
    }

    protected virtual void Unsubscribe(Action<ReadOnlyMemory<byte>> listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    protected virtual BackendValue Lend(byte[] bytes, TimeSpan? remaining, bool isStale, bool winsRefresh)
    {
        var copy = bytes.ToArray();
        return new BackendValue(copy, remaining, new Returned(copy), isStale, winsRefresh);
    }

    protected Action<ReadOnlyMemory<byte>>[] Listeners()
    {
        lock (_lock)
        {
            return [.. _listeners];
        }
    }

    protected void Store(string key, byte[] value, TimeSpan? ttl, TimeSpan staleFor)
    {
        CheckKey(key);
        CheckLife(ttl);
        CheckSize(value.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(staleFor, TimeSpan.Zero);
        lock (_lock)
        {
            _entries[key] = new Entry { Bytes = value, Life = ttl, FreshUntil = Now + ttl, EndsAt = Now + ttl + staleFor };
        }
    }

    protected Entry? Peek(string key)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault(key);
        }
    }

    private Entry? Live(string key)
    {
        CheckKey(key);
        return _entries.TryGetValue(key, out var entry) && !(entry.EndsAt <= Now) ? entry : null;
    }

    private ValueTask<T> Run<T>(Func<T> call, CancellationToken cancellationToken)
    {
        Pass(cancellationToken);
        return new(call());
    }

    private ValueTask Run(Action call, CancellationToken cancellationToken)
    {
        Pass(cancellationToken);
        call();
        return default;
    }

    protected sealed class Entry
    {
        public required byte[] Bytes { get; init; }

        public TimeSpan? Life { get; init; }

        public DateTimeOffset? FreshUntil { get; set; }

        public DateTimeOffset? EndsAt { get; set; }

        public bool Chosen { get; set; }
    }

    protected sealed class Lock(CapableBackend owner, string key, DateTimeOffset endsAt) : ICacheBackendLock
    {
        public string Key => key;

        public DateTimeOffset EndsAt { get; set; } = endsAt;

        public bool TryRenew(TimeSpan hold)
        {
            lock (owner._lock)
            {
                var held = owner.Holds(this);
                if (held)
                {
                    owner.Renew(this, hold);
                }

                return held;
            }
        }

        public bool Release()
        {
            lock (owner._lock)
            {
                var held = owner.Holds(this);
                if (held)
                {
                    owner.Free(this);
                }

                return held;
            }
        }

        public ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default) => new(TryRenew(hold));

        public ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) => new(Release());
    }

    private sealed class Subscription(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return default;
        }
    }

    private sealed class Returned(byte[] bytes) : IDisposable
    {
        public void Dispose() => Array.Fill(bytes, (byte)0xDD);
    }
}
