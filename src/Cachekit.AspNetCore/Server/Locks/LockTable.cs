using System.Collections.Concurrent;

namespace Cachekit.AspNetCore;

/// <summary>The locks that clients hold.</summary>
/// <remarks>
/// Over a backend that knows locks, several servers share them: only one client among all servers gets a lock. Its id is known to the server
/// that gave it; a release that reaches another server does nothing, and the lock ends with its time.
/// </remarks>
internal sealed class LockTable(ICacheBackend backend, TimeProvider time)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);

    private readonly ILockingCacheBackend? _shared = backend as ILockingCacheBackend;
    private readonly ConcurrentDictionary<string, HeldLock> _locks = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many locks are held.</summary>
    public int ActiveCount
    {
        get
        {
            var now = time.GetTimestamp();
            return _locks.Count(held => held.Value.EndsAt > now);
        }
    }

    /// <summary>How many locks are in memory, those too that have ended.</summary>
    internal int TotalCount => _locks.Count;

    /// <returns>The id of the lock, or <see langword="null"/> when somebody else holds it.</returns>
    public async ValueTask<string?> TryAcquireAsync(string storageKey, TimeSpan hold, CancellationToken cancellationToken)
    {
        SweepNowAndThen();
        var mine = new HeldLock(time.GetTimestamp() + ToTimestamp(hold));
        if (!TryEnter(storageKey, mine))
        {
            return null;
        }

        if (_shared is null)
        {
            return mine.Id;
        }

        var acquired = false;
        try
        {
            mine.Shared = await _shared.TryAcquireLockAsync(storageKey, hold, cancellationToken).ConfigureAwait(false);
            acquired = mine.Shared is not null;
            return acquired ? mine.Id : null;
        }
        finally
        {
            if (!acquired)
            {
                Remove(storageKey, mine);
            }
        }
    }

    /// <returns>Whether the lock was released; <see langword="false"/> when the id is not the holder's.</returns>
    public async ValueTask<bool> ReleaseAsync(string storageKey, string id, CancellationToken cancellationToken)
    {
        if (!_locks.TryGetValue(storageKey, out var held) || !held.IsId(id) || !Remove(storageKey, held) || held.EndsAt <= time.GetTimestamp())
        {
            return false;
        }

        return held.Shared is not { } shared || await shared.ReleaseAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool TryEnter(string storageKey, HeldLock mine)
    {
        while (true)
        {
            if (_locks.TryAdd(storageKey, mine))
            {
                return true;
            }

            if (_locks.TryGetValue(storageKey, out var other))
            {
                if (other.EndsAt > time.GetTimestamp())
                {
                    return false;
                }

                if (_locks.TryUpdate(storageKey, mine, other))
                {
                    return true;
                }
            }
        }
    }

    private bool Remove(string storageKey, HeldLock held) => _locks.TryRemove(KeyValuePair.Create(storageKey, held));

    /// <summary>Locks that nobody released and nobody asks for again must not stay for ever.</summary>
    private void SweepNowAndThen()
    {
        var now = time.GetTimestamp();
        var last = Volatile.Read(ref _sweptAt);
        if (now - last < ToTimestamp(SweepInterval) || Interlocked.CompareExchange(ref _sweptAt, now, last) != last)
        {
            return;
        }

        foreach (var (key, held) in _locks)
        {
            if (held.EndsAt <= now)
            {
                Remove(key, held);
            }
        }
    }

    private long ToTimestamp(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
