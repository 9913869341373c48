namespace Cachekit.Backends;

public sealed partial class HttpBackend
{
    /// <inheritdoc/>
    /// <remarks>Held in whole milliseconds, rounded up; servers may set a limit. The API has no way to renew a lock, so choose a time in which the work is done.</remarks>
    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold) => LockOf(key, _sender.Send(LockingOf(key, hold)));

    /// <inheritdoc/>
    /// <remarks>Held in whole milliseconds, rounded up; servers may set a limit. The API has no way to renew a lock, so choose a time in which the work is done.</remarks>
    public async ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default) =>
        LockOf(key, await _sender.SendAsync(LockingOf(key, hold), cancellationToken).ConfigureAwait(false));

    internal bool ReleaseLock(string key, string id) => _sender.Send(CallOf(HttpOperation.Unlock, key, CachePath.Lock, lockId: id)).Found;

    internal async ValueTask<bool> ReleaseLockAsync(string key, string id, CancellationToken cancellationToken) =>
        (await _sender.SendAsync(CallOf(HttpOperation.Unlock, key, CachePath.Lock, lockId: id), cancellationToken).ConfigureAwait(false)).Found;

    private static HttpCall LockingOf(string key, TimeSpan hold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(hold, TimeSpan.Zero);
        var milliseconds = ((hold.Ticks - 1) / TimeSpan.TicksPerMillisecond) + 1;
        return CallOf(HttpOperation.Lock, key, CachePath.Lock, HttpJson.Number("timeout_ms", milliseconds));
    }

    /// <summary>Only the id in the body says who holds the lock, never the status.</summary>
    private HttpLock? LockOf(string key, HttpAnswer answer)
    {
        using (answer.Body)
        {
            return HttpJson.LockId(answer.Span) is { } id ? new HttpLock(this, key, id) : null;
        }
    }
}
