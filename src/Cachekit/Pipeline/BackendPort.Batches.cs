using Cachekit.Resilience;

namespace Cachekit.Pipeline;

// A backend without batches is asked for each entry on its own: at once where callers can wait for several, one after the other where they cannot.
internal sealed partial class BackendPort
{
    private readonly IBatchCacheBackend? _batches = backend as IBatchCacheBackend;

    /// <summary>Whether a batch costs about as much as one entry.</summary>
    internal bool SupportsBatches => _batches is not null;

    /// <summary>Reads entries.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One answer for each key, in the same order; the caller disposes of each.</returns>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; there is no answer for any then.</exception>
    internal ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => keys.Count == 0
        ? new([])
        : _batches is null
            ? GetEachAsync(keys, cancellationToken)
            : RunAsync(static (state, token) => state._batches.GetManyAsync(state.keys, token), (_batches, keys), Read, keys[0], cancellationToken, BackendCallKind.Bulk);

    /// <inheritdoc cref="GetManyAsync"/>
    internal BackendValue[] GetMany(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => keys.Count == 0
        ? []
        : _batches is null
            ? GetEach(keys, cancellationToken)
            : Run(static state => state._batches.GetMany(state.keys), (_batches, keys), Read, keys[0], cancellationToken, BackendCallKind.Bulk);

    /// <summary>Writes entries.</summary>
    /// <param name="entries">The entries. Of several with one key the last one stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; the others may have been written.</exception>
    internal async ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        if (_batches is null)
        {
            await Task.WhenAll(LastOfEachKey(entries).Select(entry => SetAsync(entry.Key, entry.Value, entry.Ttl, cancellationToken).AsTask())).ConfigureAwait(false);
            return;
        }

        await RunAsync(
            static async (state, token) =>
            {
                await state._batches.SetManyAsync(state.entries, token).ConfigureAwait(false);
                return true;
            },
            (_batches, entries),
            Write,
            entries[0].Key,
            cancellationToken,
            BackendCallKind.Bulk).ConfigureAwait(false);
    }

    /// <inheritdoc cref="SetManyAsync"/>
    internal void SetMany(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default)
    {
        if (entries.Count == 0)
        {
            return;
        }

        if (_batches is null)
        {
            OneByOne(entries, static (port, entry, token) => port.Set(entry.Key, entry.Value, entry.Ttl, token), cancellationToken);
            return;
        }

        Run(
            static state =>
            {
                state._batches.SetMany(state.entries);
                return true;
            },
            (_batches, entries),
            Write,
            entries[0].Key,
            cancellationToken,
            BackendCallKind.Bulk);
    }

    /// <summary>Removes entries.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; the others may have been removed.</exception>
    internal async ValueTask DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        if (_batches is null)
        {
            await Task.WhenAll(keys.Select(key => DeleteAsync(key, cancellationToken).AsTask())).ConfigureAwait(false);
            return;
        }

        await RunAsync(static (state, token) => state._batches.DeleteManyAsync(state.keys, token), (_batches, keys), Remove, keys[0], cancellationToken, BackendCallKind.Bulk)
            .ConfigureAwait(false);
    }

    /// <inheritdoc cref="DeleteManyAsync"/>
    internal void DeleteMany(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        if (keys.Count == 0)
        {
            return;
        }

        if (_batches is null)
        {
            OneByOne(keys, static (port, key, token) => port.Delete(key, token), cancellationToken);
            return;
        }

        Run(static state => state._batches.DeleteMany(state.keys), (_batches, keys), Remove, keys[0], cancellationToken, BackendCallKind.Bulk);
    }

    private async ValueTask<BackendValue[]> GetEachAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var reads = new Task<BackendValue>[keys.Count];
        for (var i = 0; i < reads.Length; i++)
        {
            reads[i] = GetAsync(keys[i], withLife: true, cancellationToken).AsTask();
        }

        try
        {
            return await Task.WhenAll(reads).ConfigureAwait(false);
        }
        catch
        {
            // Nobody gets the answers of the others, so nobody else gives their buffers back.
            foreach (var read in reads.Where(static read => read.IsCompletedSuccessfully))
            {
                read.Result.Dispose();
            }

            throw;
        }
    }

    private BackendValue[] GetEach(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = new BackendValue[keys.Count];
        try
        {
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = Get(keys[i], withLife: true, cancellationToken);
            }

            return found;
        }
        catch
        {
            foreach (var value in found)
            {
                value.Dispose();
            }

            throw;
        }
    }

    /// <summary>Tries all of them, also after one has failed, as those that run at once do.</summary>
    private void OneByOne<T>(IReadOnlyList<T> items, Action<BackendPort, T, CancellationToken> call, CancellationToken cancellationToken)
    {
        CacheBackendException? failure = null;
        foreach (var item in items)
        {
            try
            {
                call(this, item, cancellationToken);
            }
            catch (CacheBackendException exception)
            {
                failure ??= exception;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Writes that run at once arrive in any order, so only the one that is to stay is sent.</summary>
    private static Dictionary<string, BackendEntry>.ValueCollection LastOfEachKey(IReadOnlyList<BackendEntry> entries)
    {
        var last = new Dictionary<string, BackendEntry>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            last[entry.Key] = entry;
        }

        return last.Values;
    }
}
