using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Resilience.Support;

/// <summary>A backend that can do all that a backend can do, writes down what it was asked, and fails when it is told to.</summary>
internal sealed class AbleBackend(MemoryBackend inner) :
    ITtlCacheBackend, IStaleWindowCacheBackend, ILockingCacheBackend, IBatchCacheBackend, INotifyingCacheBackend, IPrefixCacheBackend
{
    private readonly List<string> _asked = [];

    public string Name => "able";

    public Exception? Failure { get; set; }

    /// <summary>Whether somebody else holds all locks.</summary>
    public bool IsLocked { get; set; }

    public IReadOnlyList<string> Asked => _asked;

    public BackendValue Get(string key) => Ask("get", () => inner.Get(key));

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => Ask("get async", () => inner.GetAsync(key, cancellationToken));

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => Ask("set", () => inner.Set(key, value, ttl));

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        Ask("set async", () => inner.SetAsync(key, value, ttl, cancellationToken));

    public bool Delete(string key) => Ask("delete", () => inner.Delete(key));

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => Ask("delete async", () => inner.DeleteAsync(key, cancellationToken));

    public bool Exists(string key) => Ask("exists", () => inner.Exists(key));

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => Ask("exists async", () => inner.ExistsAsync(key, cancellationToken));

    public TimeSpan? GetTtl(string key) => Ask("ttl", () => inner.GetTtl(key));

    public ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default) => Ask("ttl async", () => inner.GetTtlAsync(key, cancellationToken));

    public bool RefreshTtl(string key, TimeSpan ttl) => Ask("renew", () => inner.RefreshTtl(key, ttl));

    public ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        Ask("renew async", () => inner.RefreshTtlAsync(key, ttl, cancellationToken));

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor) => Ask($"set stale {staleFor}", () => inner.Set(key, value, ttl + staleFor));

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default) =>
        Ask($"set stale {staleFor} async", () => inner.SetAsync(key, value, ttl + staleFor, cancellationToken));

    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold) => Ask("lock", () => IsLocked ? null : new Held(this, key));

    public ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default) =>
        Ask("lock async", () => new ValueTask<ICacheBackendLock?>(IsLocked ? null : new Held(this, key)));

    public BackendValue[] GetMany(IReadOnlyList<string> keys) => Ask("get many", () => keys.Select(inner.Get).ToArray());

    public ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        Ask("get many async", () => new ValueTask<BackendValue[]>(keys.Select(inner.Get).ToArray()));

    public void SetMany(IReadOnlyList<BackendEntry> entries) => Ask("set many", () => SetAll(entries));

    public ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default)
    {
        Ask("set many async", () => SetAll(entries));
        return default;
    }

    public long DeleteMany(IReadOnlyList<string> keys) => Ask("delete many", () => keys.Count(inner.Delete));

    public ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        Ask("delete many async", () => new ValueTask<long>(keys.Count(inner.Delete)));

    public void Publish(ReadOnlyMemory<byte> message) => Ask("publish", () => { });

    public ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        Ask("publish async", () => { });
        return default;
    }

    public ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken = default) =>
        Ask("subscribe", () => new ValueTask<IAsyncDisposable>(new Subscription()));

    public long DeleteByPrefix(string prefix) => Ask("delete prefix", () => inner.Keys.Count(key => key.StartsWith(prefix, StringComparison.Ordinal) && inner.Delete(key)));

    public ValueTask<long> DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken = default) => new(DeleteByPrefix(prefix));

    private void SetAll(IReadOnlyList<BackendEntry> entries)
    {
        foreach (var entry in entries)
        {
            inner.Set(entry.Key, entry.Value, entry.Ttl);
        }
    }

    private void Ask(string what, Action answer) => Ask(what, () =>
    {
        answer();
        return true;
    });

    private T Ask<T>(string what, Func<T> answer)
    {
        _asked.Add(what);
        return Failure is null ? answer() : throw Failure;
    }

    private sealed class Subscription : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }

    private sealed class Held(AbleBackend backend, string key) : ICacheBackendLock
    {
        public string Key => key;

        public bool TryRenew(TimeSpan hold) => backend.Ask("renew lock", () => true);

        public ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default) => new(TryRenew(hold));

        public bool Release() => backend.Ask("unlock", () => true);

        public ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) => new(Release());
    }
}
