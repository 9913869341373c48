using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    /// <inheritdoc/>
    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold)
    {
        var (stored, token) = LockOf(key, hold);
        var link = _links.Get(RedisOperation.Lock);
        var made = new RedisLock(_links, key, stored, token);
        try
        {
            var taken = link.Call(RedisOperation.Lock, (stored, token, hold: WholeMilliseconds(hold)), static (l, a) => l.Database.StringSetAsync(a.stored, a.token, a.hold, When.NotExists, CommandFlags.None));
            return taken ? made : null;
        }
        catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Timeout)
        {
            made.Abandon(link);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default)
    {
        var (stored, token) = LockOf(key, hold);
        cancellationToken.ThrowIfCancellationRequested();
        var link = await _links.GetAsync(RedisOperation.Lock, cancellationToken).ConfigureAwait(false);
        var made = new RedisLock(_links, key, stored, token);
        try
        {
            var taken = await link.CallAsync(
                RedisOperation.Lock,
                (stored, token, hold: WholeMilliseconds(hold)),
                static (l, a) => l.Database.StringSetAsync(a.stored, a.token, a.hold, When.NotExists, CommandFlags.None),
                cancellationToken).ConfigureAwait(false);
            return taken ? made : null;
        }
        catch (Exception exception) when (exception is OperationCanceledException or CacheBackendException { Kind: BackendErrorKind.Timeout })
        {
            // It may be taken all the same, for nobody. The answer comes after that of the taking, so this gives it back.
            made.Abandon(link);
            throw;
        }
    }

    private (RedisKey Key, RedisValue Token) LockOf(string key, TimeSpan hold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(hold, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return (KeyOf(key + ":lock", RedisOperation.Lock), Guid.NewGuid().ToString());
    }
}
