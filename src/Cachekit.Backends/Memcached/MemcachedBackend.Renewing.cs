namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    /// <inheritdoc/>
    /// <remarks>In whole seconds, the running one not counted: zero in the last one.</remarks>
    public TimeSpan? GetTtl(string key)
    {
        var deadline = Deadline();
        return LifeOf(GiveBack(key, Send(BeginLook(key, MemcachedVerbs.Find, deadline)), MemcachedVerbs.Find, deadline));
    }

    /// <inheritdoc/>
    /// <remarks>In whole seconds, the running one not counted: zero in the last one.</remarks>
    public async ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = Deadline();
        var reply = await SendAsync(BeginLook(key, MemcachedVerbs.Find, deadline), cancellationToken).ConfigureAwait(false);
        return LifeOf(await GiveBackAsync(key, reply, MemcachedVerbs.Find, deadline).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    /// <remarks>A stale window stays as long as it was. A stale entry counts as expired.</remarks>
    public bool RefreshTtl(string key, TimeSpan ttl)
    {
        var seconds = MemcachedTtl.Seconds(ttl);
        var deadline = Deadline();
        var reply = GiveBack(key, Send(BeginLook(key, MemcachedVerbs.Renew, deadline)), MemcachedVerbs.Renew, deadline);
        return IsLive(reply) && WasTouched(key, Send(BeginTouch(key, reply, seconds, deadline)));
    }

    /// <inheritdoc/>
    /// <remarks>A stale window stays as long as it was. A stale entry counts as expired.</remarks>
    public async ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seconds = MemcachedTtl.Seconds(ttl);
        var deadline = Deadline();
        var reply = await SendAsync(BeginLook(key, MemcachedVerbs.Renew, deadline), cancellationToken).ConfigureAwait(false);
        reply = await GiveBackAsync(key, reply, MemcachedVerbs.Renew, deadline).ConfigureAwait(false);
        return IsLive(reply) && WasTouched(key, await SendAsync(BeginTouch(key, reply, seconds, deadline), cancellationToken).ConfigureAwait(false));
    }

    private static bool IsLive(in MemcachedReply reply) => reply.Found && !MemcachedValues.IsStale(reply);

    private static TimeSpan? LifeOf(in MemcachedReply reply) => IsLive(reply) ? MemcachedValues.Remaining(reply) : null;

    private MemcachedOperation BeginTouch(string key, in MemcachedReply reply, int seconds, long deadline)
    {
        var physical = Math.Min(seconds + MemcachedValues.StaleSeconds(reply.ClientFlags), MemcachedBackendDefaults.MaxTtlSeconds);
        var operation = Begin(key, "mg"u8, MemcachedVerbs.Renew, deadline);
        operation.Text(" T"u8);
        operation.Number((ulong)physical);
        operation.End();
        return operation;
    }

    private bool WasTouched(string key, in MemcachedReply reply) => reply.Status switch
    {
        MemcachedStatus.Done => true,
        MemcachedStatus.Missing => false,
        _ => throw Failure(key, reply, MemcachedVerbs.Renew),
    };
}
