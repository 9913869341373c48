using Cachekit.Storage;

namespace Cachekit.Pipeline;

/// <summary>
/// A durable invalidation of a whole method or namespace: one entry in the backend that holds a stamp. Stored values are valid only when
/// their own stamp is greater.
/// </summary>
/// <remarks>
/// What was read is believed for a second, so another process serves values from the backend for at most a second after an invalidation
/// (and from its own memory for the life they have there). What this process invalidated itself counts at once and for good, also when the
/// backend did not take it.
/// </remarks>
internal sealed class Marker(TimeProvider timeProvider, string key)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private long _stamp;
    private long _readAt;
    private bool _wasRead;

    /// <summary>The stamp, when it was read recently enough.</summary>
    internal bool TryGet(out long stamp)
    {
        lock (_lock)
        {
            stamp = _stamp;
            return _wasRead && timeProvider.GetElapsedTime(_readAt) < Believed;
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

        var askedAt = timeProvider.GetTimestamp();
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

        var askedAt = timeProvider.GetTimestamp();
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
        var askedAt = timeProvider.GetTimestamp();
        using (var found = await via.GetAsync(key, withLife: false, cancellationToken).ConfigureAwait(false))
        {
            Keep(found, askedAt);
        }

        // Two writes of this process can arrive in either order: the one that finds itself overtaken writes the newer stamp once more.
        var stamp = Rise();
        while (true)
        {
            await via.SetAsync(key, StampedFormat.CreateMarker(stamp), life, cancellationToken).ConfigureAwait(false);
            var newest = Newest();
            if (newest == stamp)
            {
                return;
            }

            stamp = newest;
        }
    }

    private long Rise()
    {
        var stamp = StampClock.Next(timeProvider);
        lock (_lock)
        {
            return _stamp = Math.Max(_stamp, stamp);
        }
    }

    private long Newest()
    {
        lock (_lock)
        {
            return _stamp;
        }
    }

    private long Keep(BackendValue found, long askedAt)
    {
        lock (_lock)
        {
            // A marker only ever rises: a read that was overtaken, or a marker that has expired or was evicted, takes nothing back.
            if (found.Found && StampedFormat.TryReadStamp(found.Bytes.Span, out var stamp))
            {
                _stamp = Math.Max(_stamp, stamp);
                StampClock.Observe(stamp);
            }

            _wasRead = true;
            _readAt = askedAt;
            return _stamp;
        }
    }
}
