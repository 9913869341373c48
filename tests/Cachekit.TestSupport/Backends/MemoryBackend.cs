using System.Collections.Concurrent;

namespace Cachekit.TestSupport.Backends;

/// <summary>
/// A shared store in memory that keeps its promises: lives run by the clock, bytes are copied both ways, and values that are
/// given back twice, not at all, or read afterwards are noticed.
/// </summary>
public sealed class MemoryBackend(TimeProvider? timeProvider = null) : ITtlCacheBackend, IHealthCheckedCacheBackend
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _lent;
    private int _returnedTwice;

    public string Name { get; init; } = "memory";

    /// <summary>What was asked.</summary>
    public BackendCallLog Calls { get; } = new();

    /// <summary>Found values that have not been disposed of yet.</summary>
    public int Lent => Volatile.Read(ref _lent);

    /// <summary>How often a value was disposed of once too often.</summary>
    public int ReturnedTwice => Volatile.Read(ref _returnedTwice);

    /// <summary>The keys of the live entries, in ordinal order.</summary>
    public IReadOnlyList<string> Keys => [.. _entries.Keys.Where(key => Live(key) is not null).Order(StringComparer.Ordinal)];

    /// <summary>The stored bytes of a live entry, without counting as a call.</summary>
    public byte[]? Peek(string key) => Live(key)?.Bytes.ToArray();

    /// <summary>Puts bytes there as another process would, without counting as a call.</summary>
    public void Plant(string key, byte[] bytes, TimeSpan? ttl = null) => Store(key, bytes, ttl);

    /// <summary>The remaining life of a live entry, without counting as a call.</summary>
    public TimeSpan? PeekTtl(string key) => Live(key) is { } entry ? Remaining(entry) : null;

    public BackendValue Get(string key)
    {
        Calls.Add(BackendOperation.Get, key, null, isAsync: false);
        return Lend(key);
    }

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.Get, key, null, isAsync: true);
        return new ValueTask<BackendValue>(Lend(key));
    }

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        Calls.Add(BackendOperation.Set, key, ttl, isAsync: false);
        Store(key, value, ttl);
    }

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.Set, key, ttl, isAsync: true);
        Store(key, value, ttl);
        return default;
    }

    public bool Delete(string key)
    {
        Calls.Add(BackendOperation.Delete, key, null, isAsync: false);
        return Remove(key);
    }

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.Delete, key, null, isAsync: true);
        return new ValueTask<bool>(Remove(key));
    }

    public bool Exists(string key)
    {
        Calls.Add(BackendOperation.Exists, key, null, isAsync: false);
        return Live(key) is not null;
    }

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.Exists, key, null, isAsync: true);
        return new ValueTask<bool>(Live(key) is not null);
    }

    public TimeSpan? GetTtl(string key)
    {
        Calls.Add(BackendOperation.GetTtl, key, null, isAsync: false);
        return PeekTtl(key);
    }

    public ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.GetTtl, key, null, isAsync: true);
        return new ValueTask<TimeSpan?>(PeekTtl(key));
    }

    public bool RefreshTtl(string key, TimeSpan ttl)
    {
        Calls.Add(BackendOperation.RefreshTtl, key, ttl, isAsync: false);
        return Renew(key, ttl);
    }

    public ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.RefreshTtl, key, ttl, isAsync: true);
        return new ValueTask<bool>(Renew(key, ttl));
    }

    public ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(BackendOperation.CheckHealth, "", null, isAsync: true);
        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["backend_type"] = Name };
        return new ValueTask<BackendHealth>(new BackendHealth(IsHealthy: true, TimeSpan.Zero, details));
    }

    private BackendValue Lend(string key)
    {
        if (Live(key) is not { } entry)
        {
            return BackendValue.Missing;
        }

        Interlocked.Increment(ref _lent);
        var copy = entry.Bytes.ToArray();
        return new BackendValue(copy, Remaining(entry), new LentBuffer(copy, Returned));
    }

    private void Returned(bool first)
    {
        if (first)
        {
            Interlocked.Decrement(ref _lent);
        }
        else
        {
            Interlocked.Increment(ref _returnedTwice);
        }
    }

    private void Store(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _entries[key] = new Entry(value.ToArray(), ExpiresAt(ttl));
    }

    private bool Remove(string key)
    {
        var live = Live(key) is not null;
        return _entries.TryRemove(key, out _) && live;
    }

    private bool Renew(string key, TimeSpan ttl) =>
        Live(key) is { } entry && _entries.TryUpdate(key, entry with { ExpiresAt = ExpiresAt(ttl) }, entry);

    private DateTimeOffset? ExpiresAt(TimeSpan? ttl)
    {
        if (ttl is { } life)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(ttl));
        }

        return _time.GetUtcNow() + ttl;
    }

    private TimeSpan? Remaining(Entry entry) => entry.ExpiresAt - _time.GetUtcNow();

    private Entry? Live(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _entries.TryGetValue(key, out var entry) && !(entry.ExpiresAt <= _time.GetUtcNow()) ? entry : null;
    }

    private sealed record Entry(byte[] Bytes, DateTimeOffset? ExpiresAt);
}
