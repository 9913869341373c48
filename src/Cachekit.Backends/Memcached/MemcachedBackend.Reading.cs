namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    /// <inheritdoc/>
    public BackendValue Get(string key)
    {
        var operation = BeginGet(key, Deadline());
        operation.WillBlock();
        ServerOf(operation.Key).Submit(operation, MemcachedFlush.AtOnce);
        return operation.WaitForValue();
    }

    /// <inheritdoc/>
    public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<BackendValue>(cancellationToken);
        }

        var operation = BeginGet(key, Deadline());
        Post(operation, cancellationToken);
        return operation.ValueAsync;
    }

    /// <inheritdoc/>
    public bool Exists(string key)
    {
        var deadline = Deadline();
        return GiveBack(key, Send(BeginLook(key, MemcachedVerbs.Find, deadline)), MemcachedVerbs.Find, deadline) is { Found: true } reply && !MemcachedValues.IsStale(reply);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = Deadline();
        var reply = await SendAsync(BeginLook(key, MemcachedVerbs.Find, deadline), cancellationToken).ConfigureAwait(false);
        reply = await GiveBackAsync(key, reply, MemcachedVerbs.Find, deadline).ConfigureAwait(false);
        return reply.Found && !MemcachedValues.IsStale(reply);
    }

    private MemcachedOperation BeginGet(string key, long deadline)
    {
        var operation = Begin(key, "mg"u8, MemcachedVerbs.Read, deadline);
        operation.ReadsValue = true;
        operation.Text(" t f v\r\n"u8);
        return operation;
    }

    /// <summary>Asks for everything but the value.</summary>
    private MemcachedOperation BeginLook(string key, string verb, long deadline)
    {
        var operation = Begin(key, "mg"u8, verb, deadline);
        operation.Text(" t f c\r\n"u8);
        return operation;
    }

    /// <summary>Checks the answer to a look. The server takes it for a read, and may have chosen it to make a stale entry anew: this is given back.</summary>
    private MemcachedReply GiveBack(string key, in MemcachedReply reply, string verb, long deadline)
    {
        EnsureLooked(key, reply, verb);
        if (reply.Won)
        {
            Send(BeginGiveBack(key, reply, verb, deadline));
        }

        return reply;
    }

    private async ValueTask<MemcachedReply> GiveBackAsync(string key, MemcachedReply reply, string verb, long deadline)
    {
        EnsureLooked(key, reply, verb);
        if (reply.Won)
        {
            // Not the caller's token: a choice that is lost would keep the entry stale to its end.
            await SendAsync(BeginGiveBack(key, reply, verb, deadline), CancellationToken.None).ConfigureAwait(false);
        }

        return reply;
    }

    private MemcachedOperation BeginGiveBack(string key, in MemcachedReply reply, string verb, long deadline)
    {
        var operation = Begin(key, "md"u8, verb, deadline);
        operation.Text(" I C"u8);
        operation.Number(reply.Unique);
        operation.End();
        return operation;
    }

    private void EnsureLooked(string key, in MemcachedReply reply, string verb)
    {
        if (reply.Status is not (MemcachedStatus.Done or MemcachedStatus.Missing))
        {
            throw Failure(key, reply, verb);
        }
    }

    private CacheBackendException Failure(string key, in MemcachedReply reply, string verb)
    {
        Span<byte> bytes = stackalloc byte[MemcachedBackendDefaults.MaxKeyBytes];
        MemcachedKey.Write(_prefix, key, bytes, out var length);
        return MemcachedValues.Failure(reply, verb, ServerOf(bytes[..length]).Name);
    }
}
