using System.Text;
using Cachekit.Pipeline;

namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    private static ReadOnlySpan<byte> LockSuffix => ":lock"u8;

    /// <inheritdoc/>
    /// <remarks>
    /// The lock is an entry <c>{key}:lock</c> with a random token. memcached counts whole seconds of its own clock, so the lock is held for the
    /// hold time at least and up to two seconds longer, unless it is given back. It is gone when the server drops the entry or starts anew.
    /// </remarks>
    public ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold)
    {
        var token = NewToken();
        return Judge(key, token, Send(BeginLock(key, token, hold, unique: null, Deadline())));
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="TryAcquireLock" path="/remarks"/>
    public async ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var token = NewToken();
        var deadline = Deadline();
        var operation = BeginLock(key, token, hold, unique: null, deadline);
        var answer = SendAsync(operation, CancellationToken.None).AsTask();
        try
        {
            return Judge(key, token, await answer.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody would give it back; the wait has an end of its own, the deadline.
            _ = GiveBackLockAsync(new MemcachedLock(this, key, token), answer);
            throw;
        }
    }

    internal bool Release(MemcachedLock held)
    {
        var deadline = Deadline();
        return UniqueOf(held, Send(BeginReadLock(held, deadline)), MemcachedVerbs.Unlock) is { } unique
            && IsDone(held, Send(BeginUnlock(held, unique, deadline)), MemcachedVerbs.Unlock);
    }

    internal async ValueTask<bool> ReleaseAsync(MemcachedLock held, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = Deadline();
        return UniqueOf(held, await SendAsync(BeginReadLock(held, deadline), cancellationToken).ConfigureAwait(false), MemcachedVerbs.Unlock) is { } unique
            && IsDone(held, await SendAsync(BeginUnlock(held, unique, deadline), cancellationToken).ConfigureAwait(false), MemcachedVerbs.Unlock);
    }

    internal bool TryRenew(MemcachedLock held, TimeSpan hold)
    {
        MemcachedTtl.Seconds(hold);
        var deadline = Deadline();
        return UniqueOf(held, Send(BeginReadLock(held, deadline)), MemcachedVerbs.Lock) is { } unique
            && IsDone(held, Send(BeginLock(held.Key, held.Token, hold, unique, deadline)), MemcachedVerbs.Lock);
    }

    internal async ValueTask<bool> TryRenewAsync(MemcachedLock held, TimeSpan hold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MemcachedTtl.Seconds(hold);
        var deadline = Deadline();
        return UniqueOf(held, await SendAsync(BeginReadLock(held, deadline), cancellationToken).ConfigureAwait(false), MemcachedVerbs.Lock) is { } unique
            && IsDone(held, await SendAsync(BeginLock(held.Key, held.Token, hold, unique, deadline), cancellationToken).ConfigureAwait(false), MemcachedVerbs.Lock);
    }

    private static byte[] NewToken() => Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));

    /// <summary>Takes the lock when there is none, or renews the one with the unique number.</summary>
    private MemcachedOperation BeginLock(string key, byte[] token, TimeSpan hold, ulong? unique, long deadline)
    {
        // The first of the server's seconds is partly over already.
        var seconds = Math.Min(MemcachedTtl.Seconds(hold) + 1, MemcachedBackendDefaults.MaxTtlSeconds);
        var operation = Begin(key, "ms"u8, MemcachedVerbs.Lock, deadline, LockSuffix);

        // A second time it would find the lock of its own first time.
        operation.Kind = MemcachedRequestKind.Once;
        operation.Text(" "u8);
        operation.Number((ulong)token.Length);
        operation.Text(" T"u8);
        operation.Number((ulong)seconds);
        if (unique is { } number)
        {
            operation.Text(" C"u8);
            operation.Number(number);
        }
        else
        {
            operation.Text(" ME"u8);
        }

        operation.End();
        operation.Carry(token);
        return operation;
    }

    private MemcachedOperation BeginReadLock(MemcachedLock held, long deadline)
    {
        var operation = Begin(held.Key, "mg"u8, MemcachedVerbs.Unlock, deadline, LockSuffix);
        operation.Text(" c v\r\n"u8);
        return operation;
    }

    private MemcachedOperation BeginUnlock(MemcachedLock held, ulong unique, long deadline)
    {
        var operation = Begin(held.Key, "md"u8, MemcachedVerbs.Unlock, deadline, LockSuffix);
        operation.Kind = MemcachedRequestKind.Once;
        operation.Text(" C"u8);
        operation.Number(unique);
        operation.End();
        return operation;
    }

    private MemcachedLock? Judge(string key, byte[] token, in MemcachedReply reply) => reply.Status switch
    {
        MemcachedStatus.Done => new MemcachedLock(this, key, token),
        MemcachedStatus.NotStored => null,
        _ => throw Failure(key, reply, MemcachedVerbs.Lock),
    };

    /// <summary>The number of the lock's present version if it is still the holder's, to be compared when it is changed.</summary>
    private ulong? UniqueOf(MemcachedLock held, in MemcachedReply reply, string verb)
    {
        using var value = reply.Value;
        return reply.Status switch
        {
            MemcachedStatus.Missing => null,
            MemcachedStatus.Value => reply.Bytes.Span.SequenceEqual(held.Token) ? reply.Unique : null,
            _ => throw Failure(held.Key, reply, verb),
        };
    }

    private bool IsDone(MemcachedLock held, in MemcachedReply reply, string verb) => reply.Status switch
    {
        MemcachedStatus.Done => true,
        MemcachedStatus.NotFound or MemcachedStatus.Exists or MemcachedStatus.NotStored => false,
        _ => throw Failure(held.Key, reply, verb),
    };

    private async Task GiveBackLockAsync(MemcachedLock held, Task<MemcachedReply> answer)
    {
        try
        {
            if ((await answer.ConfigureAwait(false)).Status == MemcachedStatus.Done)
            {
                await ReleaseAsync(held, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is CacheBackendException or ObjectDisposedException)
        {
            MemcachedBackendLog.LockKept(_logger, KeyDigest.Of(held.Key), exception);
        }
    }
}
