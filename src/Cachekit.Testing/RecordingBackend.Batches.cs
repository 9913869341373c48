namespace Cachekit.Testing;

public sealed partial class RecordingBackend : IBatchCacheBackend
{
    /// <inheritdoc/>
    public BackendValue[] GetMany(IReadOnlyList<string> keys) => ReadAll(Ask(BatchCall(RecordedOperations.Get, keys, isAsync: false)));

    /// <inheritdoc/>
    public async ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        ReadAll(await AskAsync(BatchCall(RecordedOperations.Get, keys, isAsync: true), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        Ask(BatchCall(entries, isAsync: false));
        StoreAll(entries);
    }

    /// <inheritdoc/>
    public async ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default)
    {
        await AskAsync(BatchCall(entries, isAsync: true), cancellationToken).ConfigureAwait(false);
        StoreAll(entries);
    }

    /// <inheritdoc/>
    public long DeleteMany(IReadOnlyList<string> keys) => RemoveAll(Ask(BatchCall(RecordedOperations.Delete, keys, isAsync: false)));

    /// <inheritdoc/>
    public async ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        RemoveAll(await AskAsync(BatchCall(RecordedOperations.Delete, keys, isAsync: true), cancellationToken).ConfigureAwait(false));

    private static RecordedCall BatchCall(RecordedOperations operation, IReadOnlyList<string> keys, bool isAsync)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new RecordedCall(operation, [.. keys.Select(static key => OneKey(key)[0])], isAsync);
    }

    private static RecordedCall BatchCall(IReadOnlyList<BackendEntry> entries, bool isAsync)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            RequireLife(entry.Ttl);
        }

        var lives = entries.Select(static entry => entry.Ttl).Distinct().ToArray();
        return new RecordedCall(RecordedOperations.Set, [.. entries.Select(static entry => OneKey(entry.Key)[0])], isAsync)
        {
            Ttl = lives.Length == 1 ? lives[0] : null,
            Bytes = entries.Sum(static entry => (long)entry.Value.Length),
        };
    }

    private BackendValue[] ReadAll(RecordedCall call)
    {
        lock (_lock)
        {
            return [.. call.Keys.Select(key => Read(call, key))];
        }
    }

    private void StoreAll(IReadOnlyList<BackendEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                Store(entry.Key, entry.Value, entry.Ttl, TimeSpan.Zero);
            }
        }
    }

    private long RemoveAll(RecordedCall call)
    {
        lock (_lock)
        {
            foreach (var key in call.Keys)
            {
                Remove(call, key);
            }

            return call.Found;
        }
    }
}
