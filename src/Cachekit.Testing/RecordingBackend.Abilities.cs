namespace Cachekit.Testing;

public sealed partial class RecordingBackend : IStaleWindowCacheBackend, ITtlCacheBackend, IPrefixCacheBackend, IHealthCheckedCacheBackend
{
    /// <inheritdoc/>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor)
    {
        Ask(WindowCall(key, value, ttl, staleFor, isAsync: false));
        Store(key, value, ttl, staleFor);
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default)
    {
        await AskAsync(WindowCall(key, value, ttl, staleFor, isAsync: true), cancellationToken).ConfigureAwait(false);
        Store(key, value, ttl, staleFor);
    }

    /// <inheritdoc/>
    public TimeSpan? GetTtl(string key) => Remaining(Ask(RecordedOperations.GetTtl, key), key);

    /// <inheritdoc/>
    public async ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default) =>
        Remaining(await AskAsync(RecordedOperations.GetTtl, key, cancellationToken).ConfigureAwait(false), key);

    /// <inheritdoc/>
    public bool RefreshTtl(string key, TimeSpan ttl)
    {
        RequireLife(ttl);
        return Renew(Ask(new RecordedCall(RecordedOperations.RefreshTtl, OneKey(key), isAsync: false) { Ttl = ttl }), key, ttl);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        RequireLife(ttl);
        var call = new RecordedCall(RecordedOperations.RefreshTtl, OneKey(key), isAsync: true) { Ttl = ttl };
        return Renew(await AskAsync(call, cancellationToken).ConfigureAwait(false), key, ttl);
    }

    /// <inheritdoc/>
    public long DeleteByPrefix(string prefix) => RemoveAll(Ask(RecordedOperations.DeleteByPrefix, prefix), prefix);

    /// <inheritdoc/>
    public async ValueTask<long> DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken = default) =>
        RemoveAll(await AskAsync(RecordedOperations.DeleteByPrefix, prefix, cancellationToken).ConfigureAwait(false), prefix);

    /// <summary>Healthy, unless a test has it fail.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["backend_type"] = Name };
        try
        {
            await AskAsync(new RecordedCall(RecordedOperations.CheckHealth, [], isAsync: true), cancellationToken).ConfigureAwait(false);
            return new BackendHealth(IsHealthy: true, TimeSpan.Zero, details);
        }
        catch (CacheBackendException exception)
        {
            return new BackendHealth(IsHealthy: false, Latency: null, details, exception);
        }
    }

    private static RecordedCall WindowCall(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, bool isAsync)
    {
        RequireLife(ttl);
        ArgumentOutOfRangeException.ThrowIfLessThan(staleFor, TimeSpan.Zero);
        return new RecordedCall(RecordedOperations.Set, OneKey(key), isAsync) { Ttl = ttl, StaleFor = staleFor, Bytes = value.Length };
    }

    private TimeSpan? Remaining(RecordedCall call, string key)
    {
        lock (_lock)
        {
            if (Find(key) is not { } entry || IsStale(entry))
            {
                return null;
            }

            call.Found++;
            return entry.FreshUntil - timeProvider.GetUtcNow();
        }
    }

    private bool Renew(RecordedCall call, string key, TimeSpan ttl)
    {
        lock (_lock)
        {
            if (Find(key) is not { } entry || IsStale(entry))
            {
                return false;
            }

            // The window keeps its length.
            call.Found++;
            var freshUntil = timeProvider.GetUtcNow() + ttl;
            _entries[key] = entry with { FreshUntil = freshUntil, EndsAt = entry.EndsAt is { } end ? freshUntil + (end - entry.FreshUntil!.Value) : freshUntil };
            return true;
        }
    }

    private long RemoveAll(RecordedCall call, string prefix)
    {
        lock (_lock)
        {
            foreach (var key in _entries.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            {
                call.Found += Find(key) is null ? 0 : 1;
                _entries.Remove(key);
            }

            return call.Found;
        }
    }
}
