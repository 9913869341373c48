using StackExchange.Redis;

namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    // Others' commands get their turn between those of a large batch.
    private const int MostAtOnce = 512;

    /// <inheritdoc/>
    public BackendValue[] GetMany(IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var stored = new RedisKey[keys.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = KeyOf(keys[i], RedisOperation.Read);
        }

        var values = new BackendValue[stored.Length];
        for (var from = 0; from < stored.Length; from += MostAtOnce)
        {
            var link = _links.Get(RedisOperation.Read);
            var part = stored.AsMemory(from, Math.Min(MostAtOnce, stored.Length - from));
            var answers = link.Call(RedisOperation.Read, part, static (l, k) => Task.WhenAll(k.ToArray().Select(l.ReadBeginningAsync)));
            for (var i = 0; i < answers.Length; i++)
            {
                values[from + i] = Complete(link, stored[from + i], answers[i]);
            }
        }

        return values;
    }

    /// <inheritdoc/>
    public async ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var stored = new RedisKey[keys.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = KeyOf(keys[i], RedisOperation.Read);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (stored.Length == 0)
        {
            return [];
        }

        // The reads go out together by themselves, as those of many callers do.
        var link = await _links.GetAsync(RedisOperation.Read, cancellationToken).ConfigureAwait(false);
        var reads = new Task<BackendValue>[stored.Length];
        for (var i = 0; i < reads.Length; i++)
        {
            reads[i] = link.Reads.GetAsync(stored[i], withLife: true, cancellationToken).AsTask();
        }

        return await Task.WhenAll(reads).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var part in PartsOf(entries))
        {
            if (part.Length == 1)
            {
                Set(part[0].Key, part[0].Value, part[0].Ttl);
            }
            else
            {
                Call(RedisOperation.Write, (Self: this, part), static (link, a) => Task.WhenAll(a.Self.SendAll(link, a.part)));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var part in PartsOf(entries))
        {
            if (part.Length == 1)
            {
                await SetAsync(part[0].Key, part[0].Value, part[0].Ttl, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await CallAsync(RedisOperation.Write, (Self: this, part), static (link, a) => Task.WhenAll(a.Self.SendAll(link, a.part)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public long DeleteMany(IReadOnlyList<string> keys)
    {
        var parts = KeyParts(keys);
        long deleted = 0;
        foreach (var part in parts)
        {
            deleted += Call(RedisOperation.Delete, part, static (link, k) => link.DeleteManyAsync(k, CancellationToken.None).AsTask());
        }

        return deleted;
    }

    /// <inheritdoc/>
    public async ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        var parts = KeyParts(keys);
        cancellationToken.ThrowIfCancellationRequested();
        long deleted = 0;
        foreach (var part in parts)
        {
            var link = await _links.GetAsync(RedisOperation.Delete, cancellationToken).ConfigureAwait(false);
            deleted += await link.DeleteManyAsync(part, cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    private List<RedisKey[]> KeyParts(IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return [.. keys.Select(key => KeyOf(key, RedisOperation.Delete)).Chunk(MostAtOnce)];
    }

    /// <summary>Entries that go out together: so many, and no more than a piece of a large value together. All are checked before the first one is written.</summary>
    private List<BackendEntry[]> PartsOf(IReadOnlyList<BackendEntry> entries)
    {
        var parts = new List<BackendEntry[]>();
        var part = new List<BackendEntry>();
        long bytes = 0;
        foreach (var entry in entries)
        {
            KeyOf(entry.Key, RedisOperation.Write);
            RequireLife(entry.Ttl);
            RequireFit(entry.Value.Length);
            if (part.Count > 0 && (part.Count == MostAtOnce || bytes + entry.Value.Length > _chunkBytes))
            {
                parts.Add([.. part]);
                part.Clear();
                bytes = 0;
            }

            part.Add(entry);
            bytes += entry.Value.Length;
        }

        if (part.Count > 0)
        {
            parts.Add([.. part]);
        }

        return parts;
    }

    private Task<bool>[] SendAll(RedisLink link, BackendEntry[] entries)
    {
        var batch = link.Database.CreateBatch();
        var tasks = new Task<bool>[entries.Length];
        for (var i = 0; i < tasks.Length; i++)
        {
            var entry = entries[i];
            tasks[i] = batch.StringSetAsync(KeyOf(entry.Key, RedisOperation.Write), entry.Value.ToArray(), WholeMilliseconds(entry.Ttl), When.Always, CommandFlags.None);
        }

        batch.Execute();
        return tasks;
    }
}
