using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Pipeline.Support;

/// <summary>Counts how often it was disposed of.</summary>
internal sealed class DisposableBackend : ICacheBackend, IDisposable
{
    private readonly MemoryBackend _inner = new();

    public int Disposed { get; private set; }

    public string Name => "disposable";

    public void Dispose() => Disposed++;

    public BackendValue Get(string key) => _inner.Get(key);

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => _inner.GetAsync(key, cancellationToken);

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => _inner.Set(key, value, ttl);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        _inner.SetAsync(key, value, ttl, cancellationToken);

    public bool Delete(string key) => _inner.Delete(key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => _inner.DeleteAsync(key, cancellationToken);

    public bool Exists(string key) => _inner.Exists(key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => _inner.ExistsAsync(key, cancellationToken);
}
