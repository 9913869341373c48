namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    /// <inheritdoc/>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) =>
        EnsureStored(key, Send(BeginSet(key, value, ttl, TimeSpan.Zero, Deadline())));

    /// <inheritdoc/>
    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        SetAsync(key, value, ttl, TimeSpan.Zero, cancellationToken);

    /// <inheritdoc/>
    public bool Delete(string key) => WasThere(key, Send(BeginDelete(key, Deadline())));

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WasThere(key, await SendAsync(BeginDelete(key, Deadline()), cancellationToken).ConfigureAwait(false));
    }

    private ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, TimeSpan staleFor, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        var operation = BeginSet(key, value, ttl, staleFor, Deadline());
        Post(operation, cancellationToken);
        return operation.CompletionAsync;
    }

    private MemcachedOperation BeginSet(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, TimeSpan staleFor, long deadline)
    {
        var fresh = ttl is { } life ? MemcachedTtl.Seconds(life) : 0;
        var stale = staleFor > TimeSpan.Zero ? Math.Min(MemcachedTtl.Seconds(staleFor), MemcachedBackendDefaults.MaxTtlSeconds - fresh) : 0;
        if (value.Length > _sizeLimit)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            throw MemcachedErrors.TooLarge(value.Length, _sizeLimit);
        }

        var operation = Begin(key, "ms"u8, MemcachedVerbs.Write, deadline);
        operation.Text(" "u8);
        operation.Number((ulong)value.Length);
        if (fresh > 0)
        {
            operation.Text(" T"u8);
            operation.Number((ulong)(fresh + stale));
        }

        if (stale > 0)
        {
            operation.Text(" F"u8);
            operation.Number(MemcachedValues.WindowFlags((uint)stale));
        }

        operation.End();
        operation.Carry(value);
        return operation;
    }

    private MemcachedOperation BeginDelete(string key, long deadline)
    {
        var operation = Begin(key, "md"u8, MemcachedVerbs.Remove, deadline);
        operation.End();
        return operation;
    }

    private void EnsureStored(string key, in MemcachedReply reply)
    {
        if (reply.Status != MemcachedStatus.Done)
        {
            throw Failure(key, reply, MemcachedVerbs.Write);
        }
    }

    private bool WasThere(string key, in MemcachedReply reply) => reply.Status switch
    {
        MemcachedStatus.Done => true,
        MemcachedStatus.NotFound => false,
        _ => throw Failure(key, reply, MemcachedVerbs.Remove),
    };
}
