using System.Globalization;
using StackExchange.Redis;

namespace Cachekit.Backends;

internal sealed partial class RedisLink
{
    private const int MostTries = 5;

    /// <summary>Reads one entry whole, in pieces where it is large, and however it is changed meanwhile: never a mixture of two.</summary>
    /// <exception cref="CacheBackendException">The backend failed, or the entry was changed again and again.</exception>
    public async ValueTask<BackendValue> ReadExactlyAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var length = await CallAsync(RedisOperation.Read, key, static (link, k) => link.Database.StringLengthAsync(k, link.ReadFlags), cancellationToken).ConfigureAwait(false);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var pieces = new Task<RedisValue>[Math.Max(1, (int)((length + ChunkBytes - 1) / ChunkBytes))];
            Task<long> actual = null!;
            Task<RedisResult> life = null!;
            Task<bool> exists = null!;

            // One transaction, so that all parts are of one value. It has the time of as many commands as there are pieces.
            var done = await CallAsync(
                RedisOperation.Read,
                key,
                (link, k) =>
                {
                    var transaction = link.Database.CreateTransaction();
                    exists = transaction.KeyExistsAsync(k);
                    actual = transaction.StringLengthAsync(k);
                    life = transaction.ExecuteAsync("PTTL", [k]);
                    for (var i = 0; i < pieces.Length; i++)
                    {
                        pieces[i] = transaction.StringGetRangeAsync(k, (long)i * link.ChunkBytes, (((long)i + 1) * link.ChunkBytes) - 1);
                    }

                    return ExecuteAsync(transaction, [exists, actual, life, .. pieces]);
                },
                cancellationToken,
                pieces.Length).ConfigureAwait(false);

            try
            {
                if (!done)
                {
                    continue;
                }

                if (!await exists.ConfigureAwait(false))
                {
                    return BackendValue.Missing;
                }

                if (await actual.ConfigureAwait(false) is var now && now != length)
                {
                    length = now;
                    continue;
                }

                var left = RedisLife.Of((long)await life.ConfigureAwait(false));
                return new BackendValue(await JoinAsync(pieces, length).ConfigureAwait(false), left);
            }
            catch (Exception exception) when (RedisErrors.IsFault(exception))
            {
                throw Translate(exception, RedisOperation.Read);
            }
        }

        throw new CacheBackendException(
            BackendErrorKind.Transient,
            $"The Redis backend could not {RedisOperation.Read}: a large value was replaced by others of another length {MostTries.ToString(CultureInfo.InvariantCulture)} times while it was read.");
    }

    /// <summary>Writes a value in one command.</summary>
    public async ValueTask WriteAsync(RedisKey key, byte[] value, TimeSpan? ttl, CancellationToken cancellationToken) =>
        await CallAsync(RedisOperation.Write, (key, value, ttl), static (link, a) => link.Database.StringSetAsync(a.key, a.value, a.ttl), cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> DeleteAsync(RedisKey key, CancellationToken cancellationToken)
    {
        if (!_refusesUnlink)
        {
            try
            {
                return await CallAsync(RedisOperation.Delete, key, static (link, k) => link.UnlinkAsync(k), cancellationToken).ConfigureAwait(false) > 0;
            }
            catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Permanent && _refusesUnlink)
            {
                // Older than 4.0: DEL does the same, but waits until the memory is free.
            }
        }

        return await CallAsync(RedisOperation.Delete, key, static (link, k) => link.Database.KeyDeleteAsync(k), cancellationToken).ConfigureAwait(false);
    }

    public bool Delete(RedisKey key) => Call(RedisOperation.Delete, key, static (link, k) => link.DeleteAsync(k, CancellationToken.None).AsTask());

    /// <summary>Asks for the beginning of a value and its remaining life, together.</summary>
    public async Task<(byte[] Bytes, long Life)> ReadBeginningAsync(RedisKey key)
    {
        var messages = Database.CreateBatch();
        var life = messages.ExecuteAsync("PTTL", [key], ReadFlags);
        var value = messages.StringGetRangeAsync(key, 0, ChunkBytes - 1, ReadFlags);
        messages.Execute();
        await Task.WhenAll(value, life).ConfigureAwait(false);
        return ((byte[]?)value.Result ?? [], (long)life.Result);
    }

    /// <summary>Removes keys: with one command, or where they are in several places with one for each.</summary>
    public async ValueTask<long> DeleteManyAsync(IReadOnlyList<RedisKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return 0;
        }

        if (!_isCluster)
        {
            try
            {
                return await CallAsync(RedisOperation.Delete, keys, static (link, k) => link.UnlinkAllAsync(k), cancellationToken).ConfigureAwait(false);
            }
            catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Permanent && (_isCluster || _refusesUnlink))
            {
                // Learnt just now, and goes on below.
            }
        }

        var counts = await CallAsync(
            RedisOperation.Delete,
            keys,
            static (link, k) =>
            {
                var batch = link.Database.CreateBatch();
                var tasks = k.Select(key => link._refusesUnlink ? DeleteOneAsync(batch, key) : UnlinkOneAsync(batch, key)).ToArray();
                batch.Execute();
                return Task.WhenAll(tasks);
            },
            cancellationToken).ConfigureAwait(false);
        return counts.Sum();
    }

    /// <summary>Looks at the failures of all parts: where the connection is lost each of them has its own.</summary>
    private static async Task<bool> ExecuteAsync(ITransaction transaction, Task[] parts)
    {
        var done = transaction.ExecuteAsync();
        foreach (var part in parts)
        {
            Observe(part);
        }

        return await done.ConfigureAwait(false);
    }

    /// <summary>Marks a failure as seen that nobody may wait for.</summary>
    private static void Observe(Task task) =>
        task.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private async Task<long> UnlinkAsync(RedisKey key)
    {
        try
        {
            return (long)await Database.ExecuteAsync("UNLINK", key).ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (RedisErrors.IsUnknownCommand(exception))
        {
            _refusesUnlink = true;
            throw;
        }
    }

    private static async Task<long> DeleteOneAsync(IBatch batch, RedisKey key) => await batch.KeyDeleteAsync(key).ConfigureAwait(false) ? 1 : 0;

    private static async Task<long> UnlinkOneAsync(IBatch batch, RedisKey key) => (long)await batch.ExecuteAsync("UNLINK", key).ConfigureAwait(false);

    private async Task<long> UnlinkAllAsync(IReadOnlyList<RedisKey> keys)
    {
        try
        {
            return _refusesUnlink
                ? await Database.KeyDeleteAsync([.. keys]).ConfigureAwait(false)
                : (long)await Database.ExecuteAsync("UNLINK", keys.Select(static key => (object)key).ToArray()).ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (RedisErrors.IsUnknownCommand(exception))
        {
            _refusesUnlink = true;
            throw;
        }
        catch (Exception exception) when (RedisErrors.IsCrossSlot(exception))
        {
            _isCluster = true;
            throw;
        }
    }

    private static async ValueTask<byte[]> JoinAsync(Task<RedisValue>[] pieces, long length)
    {
        if (pieces is [var only])
        {
            return (byte[]?)await only.ConfigureAwait(false) ?? [];
        }

        var whole = GC.AllocateUninitializedArray<byte>(checked((int)length));
        var at = 0;
        foreach (var piece in pieces)
        {
            var bytes = (byte[]?)await piece.ConfigureAwait(false) ?? [];
            bytes.CopyTo(whole, at);
            at += bytes.Length;
        }

        return whole;
    }
}
