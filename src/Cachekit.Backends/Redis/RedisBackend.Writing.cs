using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    // The temporary key of a large value, between two of its pieces.
    private static readonly TimeSpan PieceLife = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        RequireLife(ttl);
        var stored = KeyOf(key, RedisOperation.Write);
        if (value.Length <= _chunkBytes)
        {
            Call(
                RedisOperation.Write,
                (Key: stored, Value: value.ToArray(), Ttl: WholeMilliseconds(ttl)),
                static (link, a) => link.Database.StringSetAsync(a.Key, a.Value, a.Ttl, When.Always, CommandFlags.None));
            return;
        }

        RequireFit(value.Length);
        SetInPiecesAsync(_links.Get(RedisOperation.Write), stored, value, WholeMilliseconds(ttl), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        RequireLife(ttl);
        var stored = KeyOf(key, RedisOperation.Write);
        RequireFit(value.Length);
        return SetCoreAsync(stored, value, WholeMilliseconds(ttl), cancellationToken);
    }

    /// <inheritdoc/>
    public bool Delete(string key)
    {
        var stored = KeyOf(key, RedisOperation.Delete);
        return _links.Get(RedisOperation.Delete).Delete(stored);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var stored = KeyOf(key, RedisOperation.Delete);
        cancellationToken.ThrowIfCancellationRequested();
        var link = await _links.GetAsync(RedisOperation.Delete, cancellationToken).ConfigureAwait(false);
        return await link.DeleteAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireFit(long bytes)
    {
        if (bytes > RedisBackendDefaults.MaxValueBytes)
        {
            throw RedisErrors.TooLarge(bytes);
        }
    }

    // The client may still hold the bytes when a call has timed out, and the caller's buffer is used again then: hence the copies.
    private async ValueTask SetCoreAsync(RedisKey key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var link = await _links.GetAsync(RedisOperation.Write, cancellationToken).ConfigureAwait(false);
        if (value.Length > _chunkBytes)
        {
            await SetInPiecesAsync(link, key, value, ttl, cancellationToken).ConfigureAwait(false);
            return;
        }

        await link.CallAsync(
            RedisOperation.Write,
            (Key: key, Value: value.ToArray(), Ttl: ttl),
            static (l, a) => l.Database.StringSetAsync(a.Key, a.Value, a.Ttl, When.Always, CommandFlags.None),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Fills a temporary key, which expires by itself, and puts it in the entry's place in one step. So the value is one plain string that every
    /// SDK reads, no command carries more than a piece, and readers see the old entry until the new one is whole.
    /// </summary>
    private async ValueTask SetInPiecesAsync(RedisLink link, RedisKey key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        var temporary = PieceKey.For(key);
        var placed = false;
        try
        {
            for (var at = 0; at < value.Length; at += _chunkBytes)
            {
                var end = Math.Min(at + _chunkBytes, value.Length);
                var piece = value[at..end].ToArray();
                if (at == 0)
                {
                    await link.CallAsync(
                        RedisOperation.Write,
                        (temporary, piece),
                        static (l, a) => l.Database.StringSetAsync(a.temporary, a.piece, PieceLife, When.Always, CommandFlags.None),
                        cancellationToken).ConfigureAwait(false);
                    continue;
                }

                var length = await link.CallAsync(RedisOperation.Write, (temporary, piece), static (l, a) => Append(l, a.temporary, a.piece), cancellationToken).ConfigureAwait(false);
                RequireLength(length, end);
            }

            placed = await link.CallAsync(RedisOperation.Write, (temporary, key, ttl), static (l, a) => Place(l, a.temporary, a.key, a.ttl), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!placed)
            {
                Forget(link, temporary);
            }
        }
    }

    private static Task<long> Append(RedisLink link, RedisKey temporary, byte[] piece)
    {
        // Together, so that a key that has expired meanwhile, and begins again here, has an end too.
        var batch = link.Database.CreateBatch();
        var length = batch.StringAppendAsync(temporary, piece);
        _ = batch.KeyExpireAsync(temporary, PieceLife, CommandFlags.FireAndForget);
        batch.Execute();
        return length;
    }

    private static async Task<bool> Place(RedisLink link, RedisKey temporary, RedisKey key, TimeSpan? ttl)
    {
        var transaction = link.Database.CreateTransaction();
        _ = ttl is null ? transaction.KeyPersistAsync(temporary) : transaction.KeyExpireAsync(temporary, ttl, CommandFlags.None);
        var renamed = transaction.KeyRenameAsync(temporary, key);
        try
        {
            return await transaction.ExecuteAsync().ConfigureAwait(false) && await renamed.ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (RedisErrors.IsMissingKey(exception))
        {
            throw PiecesLost();
        }
    }

    private static void RequireLength(long actual, int expected)
    {
        if (actual != expected)
        {
            throw PiecesLost();
        }
    }

    private static CacheBackendException PiecesLost() =>
        new(
            BackendErrorKind.Transient,
            "The Redis backend could not write an entry: the pieces of its large value did not stay together. The server is slow, or evicts keys.");

    /// <summary>Nobody waits for it: it expires by itself too.</summary>
    private void Forget(RedisLink link, RedisKey temporary)
    {
        try
        {
            link.Database.KeyDelete(temporary, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            RedisBackendLog.PieceKept(_logger, exception);
        }
    }
}
