using Microsoft.Extensions.Logging;

namespace Cachekit.Invalidation;

/// <summary>What a backend that was away has still to be told. It is tried again until it works, first soon and then every second.</summary>
/// <remarks>
/// The number is bounded. Where single entries of a method become too many, the whole method is invalidated instead, which is one of them.
/// The process that invalidated does not use the old entries meanwhile: their stamps are in here.
/// </remarks>
internal sealed class PendingInvalidations : IDisposable
{
    /// <summary>The most invalidations that are remembered one by one.</summary>
    internal const int MaxCount = 10_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    // No longer: what waits for the backend's return must not wait longer than a second after it.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly InvalidationHub _hub;
    private readonly Dictionary<string, PendingInvalidation> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, long> _entries = [];

    // In their order; those in it that have been replaced meanwhile are passed over. Whole methods, namespaces and tags go first: they are few, and say the most.
    private readonly Queue<PendingInvalidation> _whole = new();
    private readonly Queue<PendingInvalidation> _single = new();
    private readonly ITimer _timer;
    private TimeSpan _pause = FirstPause;
    private long _doneAgain;
    private int _count;
    private bool _running;
    private bool _disposed;

    internal PendingInvalidations(InvalidationHub hub)
    {
        _hub = hub;
        using AsyncFlowControl? unflowed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _timer = hub.TimeProvider.CreateTimer(static state => ((PendingInvalidations)state!).Try(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many wait.</summary>
    internal int Count => Volatile.Read(ref _count);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    /// <summary>Remembers an invalidation; a later one of the same takes the place of an earlier one.</summary>
    /// <returns><see langword="false"/> when there are too many.</returns>
    internal bool TryAdd(PendingInvalidation pending)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return true;
            }

            var isFirst = _all.Count == 0;
            if (_all.Count >= MaxCount && pending is PendingInvalidation.Entry or PendingInvalidation.Untold && !_all.ContainsKey(pending.Identity))
            {
                return false;
            }

            _all[pending.Identity] = pending;
            (pending is PendingInvalidation.Risen or PendingInvalidation.Shared ? _whole : _single).Enqueue(pending);
            if (pending is PendingInvalidation.Entry entry)
            {
                _entries[entry.Target] = Math.Max(entry.Stamp, _entries.GetValueOrDefault(entry.Target));
            }

            Volatile.Write(ref _count, _all.Count);
            if (isFirst)
            {
                Log.Remembered(_hub.Logger, _hub.Backend.Name);
                _pause = FirstPause;
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    /// <summary>Whether a stored value is older than an invalidation of its entry that the backend has not taken yet.</summary>
    internal bool IsOutdated(ulong entry, long stamp)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(entry, out var since) && stamp < since;
        }
    }

    /// <summary>Tries now, because the backend seems to work.</summary>
    internal void TryNow()
    {
        if (Count > 0)
        {
            Try();
        }
    }

    /// <summary>Tries all of them, unless that is under way.</summary>
    /// <returns>The end of the attempt, for tests.</returns>
    internal Task TryAsync()
    {
        lock (_lock)
        {
            if (_running || _disposed || _all.Count == 0)
            {
                return Task.CompletedTask;
            }

            _running = true;
        }

        return RunAsync();
    }

    // On the pool: the timer's thread, or the one that reads the backend's messages, must not do it.
    private void Try() => ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.TryAsync(), this, preferLocal: false);

    private async Task RunAsync()
    {
        try
        {
            while (Next() is { Count: > 0 } batch)
            {
                try
                {
                    await DoAsync(batch).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is CacheBackendException { Kind: BackendErrorKind.Permanent } or NotSupportedException)
                {
                    Log.RefusedForGood(_hub.Logger, exception, _hub.Backend.Name);
                }

                Done(batch);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.StillAway(_hub.Logger, exception, _hub.Backend.Name, Count);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
        finally
        {
            Finish();
        }
    }

    private async ValueTask DoAsync(List<PendingInvalidation> batch)
    {
        if (batch.Count > 1 && batch[0] is PendingInvalidation.Entry && _hub.Backend is IBatchCacheBackend backend)
        {
            await backend.DeleteManyAsync(batch.ConvertAll(static pending => pending.Identity), CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            foreach (var pending in batch)
            {
                await pending.DoAsync(_hub.Backend).ConfigureAwait(false);
            }
        }

        await _hub.TellAgainAsync(batch).ConfigureAwait(false);
    }

    /// <summary>The next ones that one message can tell of; none when there are no more.</summary>
    private List<PendingInvalidation> Next()
    {
        var batch = new List<PendingInvalidation>();
        lock (_lock)
        {
            var queue = Skip(_whole) ? _whole : _single;
            while (!_disposed && batch.Count < InvalidationMessage.MaxTargets && Skip(queue) && (batch.Count == 0 || queue.Peek().GoesWith(batch[0])))
            {
                batch.Add(queue.Dequeue());
            }

            // They stay in line until they are done.
            foreach (var pending in batch)
            {
                queue.Enqueue(pending);
            }
        }

        return batch;
    }

    /// <summary>Passes over those that are done or have been replaced.</summary>
    /// <returns>Whether there is one.</returns>
    private bool Skip(Queue<PendingInvalidation> queue)
    {
        while (queue.TryPeek(out var next))
        {
            if (_all.TryGetValue(next.Identity, out var latest) && ReferenceEquals(latest, next))
            {
                return true;
            }

            queue.Dequeue();
        }

        return false;
    }

    private void Done(List<PendingInvalidation> batch)
    {
        lock (_lock)
        {
            foreach (var pending in batch)
            {
                if (_all.TryGetValue(pending.Identity, out var latest) && ReferenceEquals(latest, pending))
                {
                    _all.Remove(pending.Identity);
                    if (pending is PendingInvalidation.Entry)
                    {
                        _entries.Remove(pending.Target);
                    }
                }
            }

            _doneAgain += batch.Count;
            Volatile.Write(ref _count, _all.Count);
        }
    }

    private void Finish()
    {
        lock (_lock)
        {
            _running = false;
            if (_disposed)
            {
                return;
            }

            if (_all.Count > 0)
            {
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
                return;
            }

            _pause = FirstPause;
            Log.DoneAgain(_hub.Logger, _hub.Backend.Name, _doneAgain);
            _doneAgain = 0;
        }
    }
}
