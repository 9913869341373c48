namespace Cachekit.TestSupport.Backends;

/// <summary>A backend in front of another one that has batches, and remembers how large each was. The other one sees their entries one by one.</summary>
public sealed class BatchingBackend(ICacheBackend inner) : IBatchCacheBackend
{
    private readonly object _lock = new();
    private readonly List<int> _reads = [];
    private readonly List<int> _writes = [];

    public string Name => "batching";

    /// <summary>How many keys each read had; reads of one key outside of a batch count too.</summary>
    public IReadOnlyList<int> Reads => Copy(_reads);

    /// <summary>How many entries each write had; writes of one entry outside of a batch count too.</summary>
    public IReadOnlyList<int> Writes => Copy(_writes);

    public void Clear()
    {
        lock (_lock)
        {
            _reads.Clear();
            _writes.Clear();
        }
    }

    public BackendValue Get(string key)
    {
        Note(_reads, 1);
        return inner.Get(key);
    }

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        Note(_reads, 1);
        return inner.GetAsync(key, cancellationToken);
    }

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        Note(_writes, 1);
        inner.Set(key, value, ttl);
    }

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        Note(_writes, 1);
        return inner.SetAsync(key, value, ttl, cancellationToken);
    }

    public bool Delete(string key) => inner.Delete(key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public bool Exists(string key) => inner.Exists(key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => inner.ExistsAsync(key, cancellationToken);

    public BackendValue[] GetMany(IReadOnlyList<string> keys)
    {
        Note(_reads, keys.Count);
        var values = new BackendValue[keys.Count];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = inner.Get(keys[i]);
            }

            return values;
        }
        catch
        {
            DisposeAll(values);
            throw;
        }
    }

    public async ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        Note(_reads, keys.Count);
        var values = new BackendValue[keys.Count];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = await inner.GetAsync(keys[i], cancellationToken);
            }

            return values;
        }
        catch
        {
            DisposeAll(values);
            throw;
        }
    }

    public void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        Note(_writes, entries.Count);
        foreach (var entry in entries)
        {
            inner.Set(entry.Key, entry.Value, entry.Ttl);
        }
    }

    public async ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default)
    {
        Note(_writes, entries.Count);
        foreach (var entry in entries)
        {
            await inner.SetAsync(entry.Key, entry.Value, entry.Ttl, cancellationToken);
        }
    }

    public long DeleteMany(IReadOnlyList<string> keys) => keys.Count(inner.Delete);

    public async ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        var removed = 0L;
        foreach (var key in keys)
        {
            removed += await inner.DeleteAsync(key, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    private static void DisposeAll(BackendValue[] values)
    {
        foreach (var value in values)
        {
            value.Dispose();
        }
    }

    private void Note(List<int> calls, int count)
    {
        lock (_lock)
        {
            calls.Add(count);
        }
    }

    private List<int> Copy(List<int> calls)
    {
        lock (_lock)
        {
            return [.. calls];
        }
    }
}
