namespace Cachekit.TestSupport.Backends;

/// <summary>A backend in front of another one, which puts a text before every key and can remove all keys that begin alike.</summary>
public sealed class PrefixingBackend(MemoryBackend inner, string keyPrefix) : IKeyPrefixCacheBackend, IPrefixCacheBackend
{
    public string Name => "prefixing";

    public string KeyPrefix => keyPrefix;

    /// <summary>For which prefix it fails to remove keys.</summary>
    public string? Refuses { get; init; }

    public BackendValue Get(string key) => inner.Get(keyPrefix + key);

    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => inner.GetAsync(keyPrefix + key, cancellationToken);

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => inner.Set(keyPrefix + key, value, ttl);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        inner.SetAsync(keyPrefix + key, value, ttl, cancellationToken);

    public bool Delete(string key) => inner.Delete(keyPrefix + key);

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(keyPrefix + key, cancellationToken);

    public bool Exists(string key) => inner.Exists(keyPrefix + key);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => inner.ExistsAsync(keyPrefix + key, cancellationToken);

    public long DeleteByPrefix(string prefix) => prefix == Refuses
        ? throw new CacheBackendException(BackendErrorKind.Transient, "The backend was told to fail.")
        : inner.Keys.Count(key => key.StartsWith(keyPrefix + prefix, StringComparison.Ordinal) && inner.Delete(key));

    public ValueTask<long> DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken = default) => new(DeleteByPrefix(prefix));
}
