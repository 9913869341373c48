using System.Runtime.InteropServices;

namespace Cachekit.AspNetCore;

/// <summary>The locks that clients hold, so many for each tenant and so many in all: they are in memory, and forgotten ones stay until they end.</summary>
/// <remarks>
/// Over a backend that knows locks, several servers share them: only one client among all servers gets a lock. Its id is known to the server
/// that gave it; a release that reaches another server does nothing, and the lock ends with its time.
/// </remarks>
internal sealed class LockTable(ICacheBackend backend, TimeProvider time, int maxPerTenant, int maxInAll = ServerLimits.MaxLocks)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);

    // Looking through all of them for each request beyond the limit would make refusing dearer than giving.
    private static readonly TimeSpan SweepIntervalWhenFull = TimeSpan.FromSeconds(ServerLimits.RetryAfter);

    private readonly ILockingCacheBackend? _shared = backend as ILockingCacheBackend;
    private readonly object _lock = new();
    private readonly Dictionary<string, HeldLock> _locks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many locks are held.</summary>
    public int ActiveCount
    {
        get
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                return _locks.Count(held => held.Value.EndsAt > now);
            }
        }
    }

    /// <summary>How many locks are in memory, those too that have ended.</summary>
    internal int TotalCount
    {
        get
        {
            lock (_lock)
            {
                return _locks.Count;
            }
        }
    }

    public async ValueTask<LockAnswer> TryAcquireAsync(string tenant, string storageKey, TimeSpan hold, CancellationToken cancellationToken)
    {
        var mine = new HeldLock(tenant, time.GetTimestamp() + ToTimestamp(hold));
        if (!TryEnter(storageKey, mine, out var tooMany))
        {
            return new LockAnswer(null, tooMany);
        }

        if (_shared is null)
        {
            return new LockAnswer(mine.Id);
        }

        var acquired = false;
        try
        {
            mine.Shared = await _shared.TryAcquireLockAsync(storageKey, hold, cancellationToken).ConfigureAwait(false);
            acquired = mine.Shared is not null;
            return new LockAnswer(acquired ? mine.Id : null);
        }
        finally
        {
            if (!acquired)
            {
                TryRemove(storageKey, mine);
            }
        }
    }

    /// <returns>Whether the lock was released; <see langword="false"/> when the id is not the holder's.</returns>
    public async ValueTask<bool> ReleaseAsync(string storageKey, string id, CancellationToken cancellationToken)
    {
        HeldLock? held;
        lock (_lock)
        {
            held = _locks.GetValueOrDefault(storageKey);
        }

        if (held is null || !held.IsId(id) || !TryRemove(storageKey, held) || held.EndsAt <= time.GetTimestamp())
        {
            return false;
        }

        return held.Shared is not { } shared || await shared.ReleaseAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool TryEnter(string storageKey, HeldLock mine, out bool tooMany)
    {
        lock (_lock)
        {
            tooMany = false;
            var now = time.GetTimestamp();
            SweepAfter(SweepInterval, now);
            if (_locks.TryGetValue(storageKey, out var other))
            {
                if (other.EndsAt > now)
                {
                    return false;
                }

                Remove(storageKey, other);
            }

            if (IsFullFor(mine.Tenant))
            {
                SweepAfter(SweepIntervalWhenFull, now);
                if (IsFullFor(mine.Tenant))
                {
                    tooMany = true;
                    return false;
                }
            }

            _locks.Add(storageKey, mine);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, mine.Tenant, out _)++;
            return true;
        }
    }

    private bool IsFullFor(string tenant) => _locks.Count >= maxInAll || _counts.GetValueOrDefault(tenant) >= maxPerTenant;

    private bool TryRemove(string storageKey, HeldLock held)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_locks.GetValueOrDefault(storageKey), held))
            {
                return false;
            }

            Remove(storageKey, held);
            return true;
        }
    }

    private void Remove(string storageKey, HeldLock held)
    {
        _locks.Remove(storageKey);
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, held.Tenant);
        if (--count == 0)
        {
            _counts.Remove(held.Tenant);
        }
    }

    /// <summary>Locks that nobody released and nobody asks for again must not stay for ever.</summary>
    private void SweepAfter(TimeSpan interval, long now)
    {
        if (now - _sweptAt < ToTimestamp(interval))
        {
            return;
        }

        _sweptAt = now;
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
