using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Invalidation.Support;

/// <summary>Reads many entries at once, and says how many each time.</summary>
internal sealed class BatchingBackend(FaultyBackend inner) : IBatchCacheBackend
{
    public List<int> Reads { get; } = [];

    public string Name => "batching";

    public BackendValue[] GetMany(IReadOnlyList<string> keys)
    {
        Reads.Add(keys.Count);
        return [.. keys.Select(inner.Get)];
    }

    public ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => new(GetMany(keys));

    public void SetMany(IReadOnlyList<BackendEntry> entries) => throw new NotSupportedException();

    public ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public long DeleteMany(IReadOnlyList<string> keys) => keys.Count(inner.Delete);

    public ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => new(DeleteMany(keys));

    public BackendValue Get(string key) => inner.Get(key);

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => inner.GetAsync(key, cancellationToken);

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => inner.Set(key, value, ttl);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        inner.SetAsync(key, value, ttl, cancellationToken);

    public bool Delete(string key) => inner.Delete(key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public bool Exists(string key) => inner.Exists(key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => inner.ExistsAsync(key, cancellationToken);
}
