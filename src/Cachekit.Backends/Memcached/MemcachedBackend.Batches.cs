namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    /// <inheritdoc/>
    public BackendValue[] GetMany(IReadOnlyList<string> keys)
    {
        var operations = Post(keys, static (backend, keys, i, deadline) => backend.BeginGet(keys[i], deadline), blocks: true, CancellationToken.None);
        var values = new BackendValue[operations.Length];
        Exception? failure = null;
        for (var i = 0; i < operations.Length; i++)
        {
            // Each of them is waited for, also after a failure: they go back to the pool.
            try
            {
                values[i] = operations[i].WaitForValue();
            }
            catch (CacheBackendException exception)
            {
                failure ??= exception;
            }
        }

        return failure is null ? values : throw DisposeAll(values, failure);
    }

    /// <inheritdoc/>
    public async ValueTask<BackendValue[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operations = Post(keys, static (backend, keys, i, deadline) => backend.BeginGet(keys[i], deadline), blocks: false, cancellationToken);
        var values = new BackendValue[operations.Length];
        Exception? failure = null;
        for (var i = 0; i < operations.Length; i++)
        {
            try
            {
                values[i] = await operations[i].ValueAsync.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is CacheBackendException or OperationCanceledException)
            {
                failure ??= exception;
            }
        }

        return failure is null ? values : throw DisposeAll(values, failure);
    }

    /// <inheritdoc/>
    public void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        var operations = Post(entries, BeginEntry, blocks: true, CancellationToken.None);
        Exception? failure = null;
        for (var i = 0; i < operations.Length; i++)
        {
            try
            {
                EnsureStored(entries[i].Key, operations[i].Wait());
            }
            catch (CacheBackendException exception)
            {
                failure ??= exception;
            }
        }

        ThrowIfAny(failure);
    }

    /// <inheritdoc/>
    public async ValueTask SetManyAsync(IReadOnlyList<BackendEntry> entries, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operations = Post(entries, BeginEntry, blocks: false, cancellationToken);
        Exception? failure = null;
        foreach (var operation in operations)
        {
            try
            {
                await operation.CompletionAsync.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is CacheBackendException or OperationCanceledException)
            {
                failure ??= exception;
            }
        }

        ThrowIfAny(failure);
    }

    /// <inheritdoc/>
    public long DeleteMany(IReadOnlyList<string> keys)
    {
        var operations = Post(keys, static (backend, keys, i, deadline) => backend.BeginDelete(keys[i], deadline), blocks: true, CancellationToken.None);
        var count = 0L;
        Exception? failure = null;
        for (var i = 0; i < operations.Length; i++)
        {
            try
            {
                count += WasThere(keys[i], operations[i].Wait()) ? 1 : 0;
            }
            catch (CacheBackendException exception)
            {
                failure ??= exception;
            }
        }

        ThrowIfAny(failure);
        return count;
    }

    /// <inheritdoc/>
    public async ValueTask<long> DeleteManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operations = Post(keys, static (backend, keys, i, deadline) => backend.BeginDelete(keys[i], deadline), blocks: false, cancellationToken);
        var count = 0L;
        Exception? failure = null;
        for (var i = 0; i < operations.Length; i++)
        {
            try
            {
                count += WasThere(keys[i], await operations[i].ReplyAsync.ConfigureAwait(false)) ? 1 : 0;
            }
            catch (Exception exception) when (exception is CacheBackendException or OperationCanceledException)
            {
                failure ??= exception;
            }
        }

        ThrowIfAny(failure);
        return count;
    }

    private static MemcachedOperation BeginEntry(MemcachedBackend backend, IReadOnlyList<BackendEntry> entries, int i, long deadline) =>
        backend.BeginSet(entries[i].Key, entries[i].Value, entries[i].Ttl, TimeSpan.Zero, deadline);

    private static Exception DisposeAll(BackendValue[] values, Exception failure)
    {
        foreach (var value in values)
        {
            value.Dispose();
        }

        return Rethrown(failure);
    }

    private static void ThrowIfAny(Exception? failure)
    {
        if (failure is not null)
        {
            throw Rethrown(failure);
        }
    }

    // Keeps the stack of the first failure.
    private static Exception Rethrown(Exception failure)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return failure;
    }

    /// <summary>Sends a request for each item, all that go over one connection together.</summary>
    private MemcachedOperation[] Post<TItem>(
        IReadOnlyList<TItem> items,
        Func<MemcachedBackend, IReadOnlyList<TItem>, int, long, MemcachedOperation> begin,
        bool blocks,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var deadline = Deadline();
        var operations = new MemcachedOperation[items.Count];
        for (var i = 0; i < operations.Length; i++)
        {
            try
            {
                operations[i] = begin(this, items, i, deadline);
            }
            catch
            {
                // Nothing was sent: one entry that cannot be asked for keeps all others from being asked for.
                Array.ForEach(operations[..i], Discard);
                throw;
            }
        }

        // One connection for each server: what comes later in the batch is also done later.
        var connections = new Dictionary<MemcachedNode, MemcachedConnection?>();
        foreach (var operation in operations)
        {
            if (blocks)
            {
                operation.WillBlock();
            }

            operation.Observe(cancellationToken);
            var server = ServerOf(operation.Key);
            var former = connections.GetValueOrDefault(server);
            var connection = server.Submit(operation, MemcachedFlush.Later, former);
            if (connection != former)
            {
                former?.Flush();
                connections[server] = connection;
            }
        }

        foreach (var connection in connections.Values)
        {
            connection?.Flush();
        }

        return operations;
    }
}
