namespace Cachekit.Testing.Contract;

/// <summary>A backend's members in one of their two forms.</summary>
internal sealed class ContractCalls(ICacheBackend backend, bool isAsync, CancellationToken cancellationToken)
{
    public bool IsAsync => isAsync;

    public ValueTask<BackendValue> GetAsync(string key) => isAsync ? backend.GetAsync(key, cancellationToken) : new(backend.Get(key));

    /// <summary>Reads a copy.</summary>
    public async ValueTask<StoredValue> ReadAsync(string key)
    {
        using var value = await GetAsync(key).ConfigureAwait(false);
        return new StoredValue(value);
    }

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        if (isAsync)
        {
            return backend.SetAsync(key, value, ttl, cancellationToken);
        }

        backend.Set(key, value, ttl);
        return default;
    }

    public ValueTask<bool> DeleteAsync(string key) => isAsync ? backend.DeleteAsync(key, cancellationToken) : new(backend.Delete(key));

    public ValueTask<bool> ExistsAsync(string key) => isAsync ? backend.ExistsAsync(key, cancellationToken) : new(backend.Exists(key));

    public ValueTask<TimeSpan?> GetTtlAsync(ITtlCacheBackend renewing, string key) =>
        isAsync ? renewing.GetTtlAsync(key, cancellationToken) : new(renewing.GetTtl(key));

    public ValueTask<bool> RefreshTtlAsync(ITtlCacheBackend renewing, string key, TimeSpan ttl) =>
        isAsync ? renewing.RefreshTtlAsync(key, ttl, cancellationToken) : new(renewing.RefreshTtl(key, ttl));

    public ValueTask<ICacheBackendLock?> TryAcquireLockAsync(ILockingCacheBackend locking, string key, TimeSpan hold) =>
        isAsync ? locking.TryAcquireLockAsync(key, hold, cancellationToken) : new(locking.TryAcquireLock(key, hold));

    public ValueTask<bool> TryRenewAsync(ICacheBackendLock held, TimeSpan hold) => isAsync ? held.TryRenewAsync(hold, cancellationToken) : new(held.TryRenew(hold));

    public ValueTask<bool> ReleaseAsync(ICacheBackendLock held) => isAsync ? held.ReleaseAsync(cancellationToken) : new(held.Release());

    /// <summary>Reads copies.</summary>
    public async ValueTask<StoredValue[]> ReadManyAsync(IBatchCacheBackend batch, IReadOnlyList<string> keys)
    {
        var values = isAsync ? await batch.GetManyAsync(keys, cancellationToken).ConfigureAwait(false) : batch.GetMany(keys);
        var copies = Array.ConvertAll(values, static value => new StoredValue(value));
        foreach (var value in values)
        {
            value.Dispose();
        }

        return copies;
    }

    public ValueTask SetManyAsync(IBatchCacheBackend batch, IReadOnlyList<BackendEntry> entries)
    {
        if (isAsync)
        {
            return batch.SetManyAsync(entries, cancellationToken);
        }

        batch.SetMany(entries);
        return default;
    }

    public ValueTask<long> DeleteManyAsync(IBatchCacheBackend batch, IReadOnlyList<string> keys) =>
        isAsync ? batch.DeleteManyAsync(keys, cancellationToken) : new(batch.DeleteMany(keys));

    public ValueTask<long> DeleteByPrefixAsync(IPrefixCacheBackend prefixes, string prefix) =>
        isAsync ? prefixes.DeleteByPrefixAsync(prefix, cancellationToken) : new(prefixes.DeleteByPrefix(prefix));

    public ValueTask PublishAsync(INotifyingCacheBackend notifying, ReadOnlyMemory<byte> message)
    {
        if (isAsync)
        {
            return notifying.PublishAsync(message, cancellationToken);
        }

        notifying.Publish(message);
        return default;
    }

    public ValueTask SetAsync(IStaleWindowCacheBackend window, string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor)
    {
        if (isAsync)
        {
            return window.SetAsync(key, value, ttl, staleFor, cancellationToken);
        }

        window.Set(key, value, ttl, staleFor);
        return default;
    }
}
