namespace Cachekit.Pipeline;

internal sealed partial class BackendPort
{
    private readonly IBatchCacheBackend? _batches = backend as IBatchCacheBackend;

    /// <summary>Reads entries: in one request where the backend can, else all at a time.</summary>
    /// <returns>One answer for each key, in the same order; the caller disposes of each.</returns>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them.</exception>
    internal async ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (_batches is null || keys.Count == 1)
        {
            return await GetEachAsync(keys, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var values = await _batches.GetManyAsync(keys, cancellationToken).ConfigureAwait(false);
            Succeeded();
            return values;
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "read", keys[0]);
        }
    }

    /// <summary>Reads entries: in one request where the backend can, else one after the other.</summary>
    /// <inheritdoc cref="GetManyAsync"/>
    internal BackendValue[] GetMany(IReadOnlyList<string> keys)
    {
        if (_batches is null || keys.Count == 1)
        {
            return GetEach(keys);
        }

        try
        {
            var values = _batches.GetMany(keys);
            Succeeded();
            return values;
        }
        catch (Exception exception)
        {
            throw Failed(exception, "read", keys[0]);
        }
    }

    /// <summary>Writes entries: in one request where the backend can, else all at a time.</summary>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; the others may have been written.</exception>
    internal async ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken)
    {
        if (_batches is null || entries.Count == 1)
        {
            await Task.WhenAll(entries.Select(entry => SetAsync(entry.Key, entry.Value, entry.Ttl, cancellationToken).AsTask())).ConfigureAwait(false);
            return;
        }

        try
        {
            await _batches.SetManyAsync(entries, cancellationToken).ConfigureAwait(false);
            Succeeded();
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "write", entries[0].Key);
        }
    }

    /// <summary>Writes entries: in one request where the backend can, else one after the other.</summary>
    /// <inheritdoc cref="SetManyAsync"/>
    internal void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        if (_batches is null || entries.Count == 1)
        {
            foreach (var entry in entries)
            {
                Set(entry.Key, entry.Value, entry.Ttl);
            }

            return;
        }

        try
        {
            _batches.SetMany(entries);
            Succeeded();
        }
        catch (Exception exception)
        {
            throw Failed(exception, "write", entries[0].Key);
        }
    }

    private async ValueTask<BackendValue[]> GetEachAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var reads = keys.Select(key => GetAsync(key, withLife: true, cancellationToken).AsTask()).ToArray();
        try
        {
            return await Task.WhenAll(reads).ConfigureAwait(false);
        }
        catch
        {
            // All are over: nobody takes what the others found.
            foreach (var read in reads)
            {
                if (read.IsCompletedSuccessfully)
                {
                    (await read.ConfigureAwait(false)).Dispose();
                }
            }

            throw;
        }
    }

    private BackendValue[] GetEach(IReadOnlyList<string> keys)
    {
        var values = new BackendValue[keys.Count];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Get(keys[i], withLife: true);
            }

            return values;
        }
        catch
        {
            foreach (var value in values)
            {
                value.Dispose();
            }

            throw;
        }
    }
}
