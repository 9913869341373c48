namespace Cachekit.Testing;

/// <summary>
/// A backend in memory that notes what it is asked, and fails or hangs when a test says so. It can do all that backends can, by a clock that a test
/// moves, so that nothing needs a server. Several runtimes can share one, as processes share a server.
/// </summary>
/// <remarks>Messages arrive at all listeners before the call that sends them returns.</remarks>
/// <param name="timeProvider">The clock by which entries and locks end.</param>
public sealed partial class RecordingBackend(TimeProvider timeProvider) : ICacheBackend
{
    private readonly object _lock = new();
    private readonly Dictionary<string, StoredEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<RecordedCall> _calls = [];

    /// <summary>The name, as <see cref="CachedMethodInfo.Backend"/> shows it.</summary>
    /// <value><c>recording</c> by default.</value>
    public string Name { get; init; } = "recording";

    /// <summary>What was asked so far, in this order.</summary>
    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The keys of all entries that can be read, in ordinal order. Markers of invalidations are entries too.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Where(pair => !IsGone(pair.Value)).Select(static pair => pair.Key).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Forgets what was asked so far; entries stay.</summary>
    public void ForgetCalls()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }

    /// <summary>Removes all entries, as a restarted server would, without noting it.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>The stored bytes of an entry, without noting it.</summary>
    /// <param name="key">The key, exactly as stored.</param>
    /// <returns>A copy; <see langword="null"/> when there is no entry.</returns>
    public byte[]? Peek(string key)
    {
        lock (_lock)
        {
            return Find(key)?.Bytes.ToArray();
        }
    }

    /// <inheritdoc/>
    public BackendValue Get(string key)
    {
        var call = Ask(RecordedOperations.Get, key);
        return Read(call, key);
    }

    /// <inheritdoc/>
    public async ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        var call = await AskAsync(RecordedOperations.Get, key, cancellationToken).ConfigureAwait(false);
        return Read(call, key);
    }

    /// <inheritdoc/>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        RequireLife(ttl);
        Ask(new RecordedCall(RecordedOperations.Set, OneKey(key), isAsync: false) { Ttl = ttl, Bytes = value.Length });
        Store(key, value, ttl, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        RequireLife(ttl);
        await AskAsync(new RecordedCall(RecordedOperations.Set, OneKey(key), isAsync: true) { Ttl = ttl, Bytes = value.Length }, cancellationToken).ConfigureAwait(false);
        Store(key, value, ttl, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public bool Delete(string key)
    {
        var call = Ask(RecordedOperations.Delete, key);
        return Remove(call, key);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var call = await AskAsync(RecordedOperations.Delete, key, cancellationToken).ConfigureAwait(false);
        return Remove(call, key);
    }

    /// <inheritdoc/>
    public bool Exists(string key)
    {
        var call = Ask(RecordedOperations.Exists, key);
        return IsThere(call, key);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        var call = await AskAsync(RecordedOperations.Exists, key, cancellationToken).ConfigureAwait(false);
        return IsThere(call, key);
    }

    private BackendValue Read(RecordedCall call, string key)
    {
        lock (_lock)
        {
            if (Find(key) is not { } entry)
            {
                return BackendValue.Missing;
            }

            call.Found++;
            call.Bytes += entry.Bytes.Length;
            if (!IsStale(entry))
            {
                return new BackendValue(entry.Bytes, entry.FreshUntil - timeProvider.GetUtcNow());
            }

            // One reader is to make it anew, until the next write.
            var wins = !entry.HasWinner;
            _entries[key] = entry with { HasWinner = true };
            return new BackendValue(entry.Bytes, TimeSpan.Zero, owner: null, isStale: true, wins);
        }
    }

    private void Store(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, TimeSpan staleFor)
    {
        lock (_lock)
        {
            var freshUntil = timeProvider.GetUtcNow() + ttl;
            _entries[key] = new StoredEntry(value.ToArray(), freshUntil, freshUntil + staleFor);
        }
    }

    private bool Remove(RecordedCall call, string key)
    {
        lock (_lock)
        {
            var isThere = Find(key) is not null;
            _entries.Remove(key);
            call.Found += isThere ? 1 : 0;
            return isThere;
        }
    }

    private bool IsThere(RecordedCall call, string key)
    {
        lock (_lock)
        {
            var isThere = Find(key) is { } entry && !IsStale(entry);
            call.Found += isThere ? 1 : 0;
            return isThere;
        }
    }

    private StoredEntry? Find(string key) => _entries.TryGetValue(key, out var entry) && !IsGone(entry) ? entry : null;

    private bool IsStale(StoredEntry entry) => entry.FreshUntil <= timeProvider.GetUtcNow();

    private bool IsGone(StoredEntry entry) => entry.EndsAt <= timeProvider.GetUtcNow();

    private static string[] OneKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return [key];
    }

    private static void RequireLife(TimeSpan? ttl)
    {
        if (ttl is { } life)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(ttl));
        }
    }

    private sealed record StoredEntry(byte[] Bytes, DateTimeOffset? FreshUntil, DateTimeOffset? EndsAt)
    {
        public bool HasWinner { get; init; }
    }
}
