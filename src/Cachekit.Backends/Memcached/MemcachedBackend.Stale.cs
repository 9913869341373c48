namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    /// <inheritdoc/>
    /// <remarks>
    /// The server chooses the one reader that makes the entry anew, among all processes that use this backend. Other clients take the entry
    /// for a live one until the window has passed as well. If the chosen reader fails, nobody else is chosen for this entry.
    /// Life and window together are cut to 30 days, the window first.
    /// </remarks>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(staleFor, TimeSpan.Zero);
        EnsureStored(key, Send(BeginSet(key, value, ttl, staleFor, Deadline())));
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="Set(string, ReadOnlyMemory{byte}, TimeSpan, TimeSpan)" path="/remarks"/>
    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(staleFor, TimeSpan.Zero);
        return SetAsync(key, value, (TimeSpan?)ttl, staleFor, cancellationToken);
    }

    /// <summary>Ends the life of an entry, and lets it be read as stale for a while; its next reader, alone, is chosen to make it anew.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="staleFor">How long the entry can still be read, more than zero; in whole seconds, rounded up, at most 30 days.</param>
    /// <returns>Whether there was an entry.</returns>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    public bool MarkStale(string key, TimeSpan staleFor) => WasMarked(key, Send(BeginMarkStale(key, staleFor)));

    /// <inheritdoc cref="MarkStale"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="staleFor">How long the entry can still be read, more than zero; in whole seconds, rounded up, at most 30 days.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<bool> MarkStaleAsync(string key, TimeSpan staleFor, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WasMarked(key, await SendAsync(BeginMarkStale(key, staleFor), cancellationToken).ConfigureAwait(false));
    }

    private MemcachedOperation BeginMarkStale(string key, TimeSpan staleFor)
    {
        var seconds = MemcachedTtl.Seconds(staleFor);
        var operation = Begin(key, "md"u8, MemcachedVerbs.MarkStale, Deadline());

        // Once more would choose another reader, after the first one may have begun.
        operation.Kind = MemcachedRequestKind.Once;
        operation.Text(" I T"u8);
        operation.Number((ulong)seconds);
        operation.End();
        return operation;
    }

    private bool WasMarked(string key, in MemcachedReply reply) => reply.Status switch
    {
        MemcachedStatus.Done => true,
        MemcachedStatus.NotFound => false,
        _ => throw Failure(key, reply, MemcachedVerbs.MarkStale),
    };
}
