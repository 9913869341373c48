namespace Cachekit.Backends;

/// <summary>A lock that the server gave to this process.</summary>
/// <param name="backend">Whose server it is.</param>
/// <param name="key">The key that was locked.</param>
/// <param name="id">What proves that it is ours; never shown.</param>
internal sealed class HttpLock(HttpBackend backend, string key, string id) : ICacheBackendLock
{
    public string Key => key;

    /// <summary>The API has no way to renew a lock.</summary>
    public bool TryRenew(TimeSpan hold) => false;

    /// <inheritdoc cref="TryRenew"/>
    public ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default) => new(false);

    public bool Release() => backend.ReleaseLock(key, id);

    public ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default) => backend.ReleaseLockAsync(key, id, cancellationToken);
}
