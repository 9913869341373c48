using Cachekit.Pipeline;
using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    /// <inheritdoc/>
    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => GetAsync(key, withLife: true, cancellationToken);

    /// <inheritdoc/>
    ValueTask<BackendValue> IValueReadingBackend.GetValueAsync(string key, CancellationToken cancellationToken) => GetAsync(key, withLife: false, cancellationToken);

    /// <inheritdoc/>
    public BackendValue Get(string key)
    {
        var stored = KeyOf(key, RedisOperation.Read);
        var link = _links.Get(RedisOperation.Read);
        return Complete(link, stored, link.Call(RedisOperation.Read, stored, static (l, k) => l.ReadBeginningAsync(k)));
    }

    /// <inheritdoc/>
    BackendValue IValueReadingBackend.GetValue(string key)
    {
        var stored = KeyOf(key, RedisOperation.Read);
        var link = _links.Get(RedisOperation.Read);
        var bytes = (byte[]?)link.Call(RedisOperation.Read, stored, static (l, k) => l.Database.StringGetRangeAsync(k, 0, l.ChunkBytes - 1, l.ReadFlags)) ?? [];

        // Nothing, or an empty value; or only the beginning of one.
        return bytes.Length == 0 || bytes.Length >= _chunkBytes ? Get(key) : new BackendValue(bytes, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public bool Exists(string key) =>
        Call(RedisOperation.Exists, KeyOf(key, RedisOperation.Exists), static (link, k) => link.Database.KeyExistsAsync(k, link.ReadFlags));

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        CallAsync(RedisOperation.Exists, KeyOf(key, RedisOperation.Exists), static (link, k) => link.Database.KeyExistsAsync(k, link.ReadFlags), cancellationToken);

    /// <inheritdoc/>
    public TimeSpan? GetTtl(string key) =>
        LifeOf((long)Call(RedisOperation.ReadLife, KeyOf(key, RedisOperation.ReadLife), static (link, k) => link.Database.ExecuteAsync("PTTL", [k], link.ReadFlags)));

    /// <inheritdoc/>
    public async ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default)
    {
        var stored = KeyOf(key, RedisOperation.ReadLife);
        var life = await CallAsync(RedisOperation.ReadLife, stored, static (link, k) => link.Database.ExecuteAsync("PTTL", [k], link.ReadFlags), cancellationToken).ConfigureAwait(false);
        return LifeOf((long)life);
    }

    /// <inheritdoc/>
    public bool RefreshTtl(string key, TimeSpan ttl)
    {
        RequireLife(ttl);
        return Call(RedisOperation.Renew, (Key: KeyOf(key, RedisOperation.Renew), Ttl: WholeMilliseconds(ttl)), static (link, a) => link.Database.KeyExpireAsync(a.Key, a.Ttl, CommandFlags.None));
    }

    /// <inheritdoc/>
    public ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        RequireLife(ttl);
        return CallAsync(
            RedisOperation.Renew,
            (Key: KeyOf(key, RedisOperation.Renew), Ttl: WholeMilliseconds(ttl)),
            static (link, a) => link.Database.KeyExpireAsync(a.Key, a.Ttl, CommandFlags.None),
            cancellationToken);
    }

    private ValueTask<BackendValue> GetAsync(string key, bool withLife, CancellationToken cancellationToken)
    {
        var stored = KeyOf(key, RedisOperation.Read);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<BackendValue>(cancellationToken);
        }

        return _links.TryGet() is { } link ? link.Reads.GetAsync(stored, withLife, cancellationToken) : GetAfterConnectingAsync(stored, withLife, cancellationToken);
    }

    private async ValueTask<BackendValue> GetAfterConnectingAsync(RedisKey key, bool withLife, CancellationToken cancellationToken)
    {
        var link = await _links.GetAsync(RedisOperation.Read, cancellationToken).ConfigureAwait(false);
        return await link.Reads.GetAsync(key, withLife, cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan? LifeOf(long milliseconds) => milliseconds < 0 ? null : RedisLife.Of(milliseconds);

    /// <summary>Makes a value of its beginning, or reads on: after a race with somebody who writes, or where there is more than one piece.</summary>
    private BackendValue Complete(RedisLink link, RedisKey key, (byte[] Bytes, long Life) found)
    {
        var (bytes, life) = found;
        if (bytes.Length == 0 && life == RedisLife.Missing)
        {
            return BackendValue.Missing;
        }

        return bytes.Length == 0 || bytes.Length >= _chunkBytes || life == RedisLife.Missing
            ? ReadExactly(link, key)
            : new BackendValue(bytes, RedisLife.Of(life));
    }

    /// <summary>Reads in several round trips, each with its own timeout.</summary>
    private static BackendValue ReadExactly(RedisLink link, RedisKey key) => link.ReadExactlyAsync(key, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
