using Cachekit.Storage;

namespace Cachekit.Pipeline;

/// <summary>
/// A durable invalidation of a whole method, a namespace or a tag: one entry in the backend that holds a stamp. Stored values are valid only when
/// their own stamp is greater.
/// </summary>
/// <remarks>
/// What was read is believed for a second, so another process serves values from the backend for at most a second after an invalidation of which
/// no message told it. What this process invalidated itself counts at once and for good, also when the backend did not take it.
/// </remarks>
/// <param name="port">The way to the backend, for what no method asks for.</param>
/// <param name="key">The key in the backend.</param>
internal sealed class Marker(BackendPort port, string key)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private long _stamp;
    private long _readAt;
    private bool _wasRead;

    /// <summary>The key in the backend.</summary>
    internal string Key => key;

    /// <summary>The greatest stamp that is known, however long ago it was read.</summary>
    internal long Newest
    {
        get
        {
            lock (_lock)
            {
                return _stamp;
            }
        }
    }

    /// <summary>The stamp, when it was read recently enough.</summary>
    internal bool TryGet(out long stamp)
    {
        lock (_lock)
        {
            stamp = _stamp;
            return _wasRead && port.TimeProvider.GetElapsedTime(_readAt) < Believed;
        }
    }

    /// <param name="via">The port of the method that asks: the marker is the same for both of a backend.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CacheBackendException">The backend failed: nothing is known about stored values then.</exception>
    internal async ValueTask<long> GetAsync(BackendPort via, CancellationToken cancellationToken)
    {
        if (TryGet(out var stamp))
        {
            return stamp;
        }

        var askedAt = port.TimeProvider.GetTimestamp();
        using var found = await via.GetAsync(key, withLife: false, cancellationToken).ConfigureAwait(false);
        return Keep(found, askedAt);
    }

    /// <inheritdoc cref="GetAsync"/>
    internal long Get(BackendPort via)
    {
        if (TryGet(out var stamp))
        {
            return stamp;
        }

        var askedAt = port.TimeProvider.GetTimestamp();
        using var found = via.Get(key, withLife: false);
        return Keep(found, askedAt);
    }

    /// <param name="via">The port of the method that asks.</param>
    /// <param name="life">How long stored values can live at most; <see langword="null"/>: without limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CacheBackendException">The backend failed: only this process knows about the invalidation.</exception>
    internal async ValueTask RaiseAsync(BackendPort via, TimeSpan? life, CancellationToken cancellationToken)
    {
        _ = Rise();

        // Another process may have stamped with a clock ahead of ours: what is there already must not be lowered.
        var askedAt = port.TimeProvider.GetTimestamp();
        using (var found = await via.GetAsync(key, withLife: false, cancellationToken).ConfigureAwait(false))
        {
            Keep(found, askedAt);
        }

        // Two writes of this process can arrive in either order: the one that finds itself overtaken writes the newer stamp once more.
        var stamp = Rise();
        while (true)
        {
            await via.SetAsync(key, StampedFormat.CreateMarker(stamp), life, cancellationToken).ConfigureAwait(false);
            var newest = Newest;
            if (newest == stamp)
            {
                return;
            }

            stamp = newest;
        }
    }

    /// <inheritdoc cref="RaiseAsync"/>
    internal void Raise(BackendPort via, TimeSpan? life)
    {
        _ = Rise();
        var askedAt = port.TimeProvider.GetTimestamp();
        using (var found = via.Get(key, withLife: false))
        {
            Keep(found, askedAt);
        }

        var stamp = Rise();
        while (true)
        {
            via.Set(key, StampedFormat.CreateMarker(stamp), life);
            var newest = Newest;
            if (newest == stamp)
            {
                return;
            }

            stamp = newest;
        }
    }

    /// <summary>Writes what this process knows and the backend may not, because it was away when the marker rose.</summary>
    /// <remarks>It asks the backend itself: what guards the calls of users from a backend that fails would keep this one waiting when it works again.</remarks>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    internal async ValueTask WriteAgainAsync(TimeSpan? life)
    {
        var askedAt = port.TimeProvider.GetTimestamp();
        long stored;
        using (var found = await port.Backend.GetAsync(key, CancellationToken.None).ConfigureAwait(false))
        {
            stored = found.Found && StampedFormat.TryReadStamp(found.Bytes.Span, out var stamp) ? stamp : 0;
            Keep(found, askedAt);
        }

        while (Newest is var newest && newest > stored)
        {
            await port.Backend.SetAsync(key, StampedFormat.CreateMarker(newest), life, CancellationToken.None).ConfigureAwait(false);
            stored = newest;
        }
    }

    /// <summary>Makes the marker rise in this process only: the backend will know it later, or knows it already.</summary>
    /// <returns>The new stamp.</returns>
    internal long Rise()
    {
        var stamp = StampClock.Next(port.TimeProvider);
        lock (_lock)
        {
            return _stamp = Math.Max(_stamp, stamp);
        }
    }

    /// <summary>A message says that the marker has risen. What the backend has is read with the next use.</summary>
    internal void RaiseTo(long stamp)
    {
        lock (_lock)
        {
            _stamp = Math.Max(_stamp, stamp);
            _wasRead = false;
        }
    }

    /// <summary>Believes no longer that nothing has changed.</summary>
    internal void Doubt()
    {
        lock (_lock)
        {
            _wasRead = false;
        }
    }

    /// <summary>Takes what the backend answered.</summary>
    /// <param name="found">The answer.</param>
    /// <param name="askedAt">The timestamp from before it was asked.</param>
    internal long Keep(BackendValue found, long askedAt)
    {
        lock (_lock)
        {
            // A marker only ever rises: a read that was overtaken, or a marker that has expired or was evicted, takes nothing back. One of a
            // future that cannot be believed makes everything invalid, until it is raised the next time.
            if (found.Found && StampedFormat.TryReadStamp(found.Bytes.Span, out var stamp))
            {
                StampClock.Observe(stamp, port.TimeProvider, StampClock.MaxMarkerLead);
                _stamp = Math.Max(_stamp, stamp);
            }

            _wasRead = true;
            _readAt = askedAt;
            return _stamp;
        }
    }
}
