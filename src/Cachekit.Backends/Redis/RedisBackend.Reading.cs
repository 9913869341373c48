using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    /// <inheritdoc/>
    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        var stored = KeyOf(key, RedisOperation.Read);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<BackendValue>(cancellationToken);
        }

        return _links.TryGet() is { } link ? link.Reads.GetAsync(stored, cancellationToken) : GetAfterConnectingAsync(stored, cancellationToken);
    }

    /// <inheritdoc/>
    public BackendValue Get(string key)
    {
        var stored = KeyOf(key, RedisOperation.Read);
        var link = _links.Get(RedisOperation.Read);
        var (bytes, life) = link.Call(RedisOperation.Read, stored, static (l, k) => Read(l, k));
        if (bytes.Length == 0 && life == RedisLife.Missing)
        {
            return BackendValue.Missing;
        }

        // A race with somebody who writes, or more than one piece.
        return bytes.Length == 0 || bytes.Length >= _chunkBytes || life == RedisLife.Missing
            ? link.Call(RedisOperation.Read, stored, ReadExactly)
            : new BackendValue(bytes, RedisLife.Of(life));
    }

    /// <inheritdoc/>
    public bool Exists(string key) =>
        Call(RedisOperation.Exists, KeyOf(key, RedisOperation.Exists), static (link, k) => link.Database.KeyExists(k, link.ReadFlags));

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        CallAsync(RedisOperation.Exists, KeyOf(key, RedisOperation.Exists), static (link, k) => link.Database.KeyExistsAsync(k, link.ReadFlags), cancellationToken);

    /// <inheritdoc/>
    public TimeSpan? GetTtl(string key) =>
        LifeOf((long)Call(RedisOperation.ReadLife, KeyOf(key, RedisOperation.ReadLife), static (link, k) => link.Database.Execute("PTTL", [k], link.ReadFlags)));

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
        return Call(RedisOperation.Renew, (Key: KeyOf(key, RedisOperation.Renew), Ttl: WholeMilliseconds(ttl)), static (link, a) => link.Database.KeyExpire(a.Key, a.Ttl, CommandFlags.None));
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

    private async ValueTask<BackendValue> GetAfterConnectingAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var link = await _links.GetAsync(RedisOperation.Read, cancellationToken).ConfigureAwait(false);
        return await link.Reads.GetAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan? LifeOf(long milliseconds) => milliseconds < 0 ? null : RedisLife.Of(milliseconds);

    /// <summary>One round trip where the server runs scripts, otherwise two.</summary>
    private static (byte[] Bytes, long Life) Read(RedisLink link, RedisKey key)
    {
        if (!link.RefusesScripts)
        {
            try
            {
                var both = (RedisResult[])Evaluate(link, key)!;
                return ((byte[]?)both[0] ?? [], (long)both[1]);
            }
            catch (Exception exception) when (RedisErrors.IsScriptRefusal(exception, out var code))
            {
                link.RefuseScripts(code);
            }
        }

        var life = (long)link.Database.Execute("PTTL", [key], link.ReadFlags);
        return ((byte[]?)link.Database.StringGetRange(key, 0, link.ChunkBytes - 1, link.ReadFlags) ?? [], life);
    }

    private static RedisResult Evaluate(RedisLink link, RedisKey key)
    {
        RedisValue[] last = [link.ChunkBytes - 1];
        try
        {
            return link.Database.ScriptEvaluate(RedisScripts.Read, [key], last, link.ReadFlags);
        }
        catch (RedisServerException exception) when (RedisErrors.HasCode(exception, "NOSCRIPT"))
        {
            // The client has noticed too, and sends the text this time.
            return link.Database.ScriptEvaluate(RedisScripts.Read, [key], last, link.ReadFlags);
        }
    }

    private static BackendValue ReadExactly(RedisLink link, RedisKey key)
    {
        // A transaction has no synchronous results, so the library's own wait is used for the parts.
        return link.Database.Wait(link.ReadExactlyAsync(key, CancellationToken.None).AsTask());
    }
}
