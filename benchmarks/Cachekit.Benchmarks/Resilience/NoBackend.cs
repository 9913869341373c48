namespace Cachekit.Benchmarks.Resilience;

/// <summary>Has nothing and keeps nothing, at once.</summary>
internal sealed class NoBackend : ICacheBackend
{
    public string Name => "none";

    public BackendValue Get(string key) => BackendValue.Missing;

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => default;

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
    }

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) => default;

    public bool Delete(string key) => false;

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => default;

    public bool Exists(string key) => false;

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => default;
}
