using System.Runtime.ExceptionServices;
using Cachekit.CompilerServices;
using Cachekit.Flights;

namespace Cachekit.Streams;

/// <summary>A stream that is being read for the first time, and what was read of it so far.</summary>
/// <remarks>
/// <para>Nobody pumps: the source moves on when the reader who is ahead asks for an item that is not there yet. So the first reader sees items as they come,
/// a slow reader holds up nobody, and a source that nobody reads stands still. One move is in progress at a time; whoever needs its item waits for it, and can
/// leave without ending it.</para>
/// <para>The recording ends in one of four ways. The stream ends well: the list is stored, and the flight lands. It throws: all readers get that. The last
/// reader leaves: the source is cancelled and disposed of. It grows over the largest value that is stored, or has an item without an encoded form: the flight
/// leaves the table, the readers go on, items are let go of once all of them have read them, and nothing is stored.</para>
/// </remarks>
internal sealed class StreamRecording<TKey, T>(MethodCache<TKey, IReadOnlyList<T>> cache, Flight<TKey, IReadOnlyList<T>> flight)
    where TKey : struct, ICacheKey<TKey>
{
    private readonly object _lock = new();
    private readonly TaskCompletionSource _driven = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<CancellationToken, IAsyncEnumerable<T>>? _open;
    private ExecutionContext? _context;
    private StreamItem<T>? _head = new(default!, null);
    private StreamItem<T>? _tail;
    private IAsyncEnumerator<T>? _source;
    private TaskCompletionSource? _moved;
    private bool _backendFailed;
    private bool _moving;
    private bool _landed;
    private bool _ended;
    private bool _abandoned;
    private Exception? _failure;
    private long _size;
    private int _count;

    internal Flight<TKey, IReadOnlyList<T>> Flight => flight;

    /// <summary>Gives the recording a body. Flights that replace an entry at once have none, and their readers wait for their end.</summary>
    /// <param name="open">Calls the body.</param>
    internal void Drive(Func<CancellationToken, IAsyncEnumerable<T>> open)
    {
        lock (_lock)
        {
            _open = open;
            _tail = _head;

            // Whoever moves the source, it runs as for the reader whose body it is: user, culture, trace.
            _context = ExecutionContext.Capture();
        }

        _driven.TrySetResult();
    }

    /// <summary>The place before the first item.</summary>
    /// <returns><see langword="null"/> when the recording was given up, so that its beginning may be gone.</returns>
    internal StreamItem<T>? TryEnter()
    {
        lock (_lock)
        {
            return _head;
        }
    }

    /// <summary>Waits until there is something to read.</summary>
    /// <returns>Whether the flight has ended without a recording: it has its result, or its failure, whole.</returns>
    internal async ValueTask<bool> WaitForStartAsync(CancellationToken cancellationToken)
    {
        if (!_driven.Task.IsCompleted)
        {
            await Task.WhenAny(_driven.Task, flight.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return !_driven.Task.IsCompleted;
    }

    /// <summary>The item behind another one.</summary>
    /// <param name="at">Where the reader is.</param>
    /// <param name="leads">Whether the reader's own body is the source.</param>
    /// <param name="cancellationToken">The reader's own token.</param>
    internal async ValueTask<(StreamStep Step, StreamItem<T>? Item)> NextAsync(StreamItem<T> at, bool leads, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task? wait = null;
            lock (_lock)
            {
                if (at.Next is { } next)
                {
                    return (StreamStep.Item, next);
                }

                if (_failure is not null)
                {
                    ExceptionDispatchInfo.Throw(_failure);
                }

                if (_ended || _landed)
                {
                    return (_ended ? StreamStep.End : StreamStep.Found, null);
                }

                if (_moving)
                {
                    wait = (_moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }

                _moving = true;
            }

            if (wait is null)
            {
                var move = leads ? MoveAsync() : MoveAsLeader();
                if (move.IsCompleted)
                {
                    await move.ConfigureAwait(false);
                    continue;
                }

                wait = move.AsTask();
            }

            await (cancellationToken.CanBeCanceled ? wait.WaitAsync(cancellationToken) : wait).ConfigureAwait(false);
        }
    }

    /// <summary>The last reader has left before the end: nobody waits for the source any more.</summary>
    internal async ValueTask AbandonAsync()
    {
        lock (_lock)
        {
            _abandoned = true;
            if (_moving)
            {
                // Whoever moves the source sees that it was abandoned, and disposes of it: it must not be touched meanwhile.
                return;
            }

            _moving = true;
        }

        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            cache.FailStream(flight, NobodyReads());
        }
    }

    private ValueTask MoveAsLeader()
    {
        if (_context is null)
        {
            return MoveAsync();
        }

        var move = default(ValueTask);
        ExecutionContext.Run(_context, _ => move = MoveAsync(), null);
        return move;
    }

    /// <summary>Moves the source once. It never throws: what goes wrong goes to the readers.</summary>
    private async ValueTask MoveAsync()
    {
        try
        {
            FlightNode.Current = flight.Node;
            if (_source is not null || await OpenAsync().ConfigureAwait(false))
            {
                await MoveSourceAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            await EndAsync(exception).ConfigureAwait(false);
        }

        while (true)
        {
            TaskCompletionSource? moved;
            lock (_lock)
            {
                if (!_abandoned || _landed || _ended || _failure is not null)
                {
                    _moving = false;
                    moved = _moved;
                    _moved = null;
                    moved?.SetResult();
                    return;
                }
            }

            await EndAsync(NobodyReads()).ConfigureAwait(false);
        }
    }

    /// <returns>Whether there is a source; otherwise the flight has landed with what the cache has.</returns>
    private async ValueTask<bool> OpenAsync()
    {
        var (found, backendFailed) = await cache.LookUpStreamAsync(flight).ConfigureAwait(false);
        if (found)
        {
            lock (_lock)
            {
                _landed = true;
            }

            return false;
        }

        _backendFailed = backendFailed;
        _source = (_open!(flight.Token) ?? throw cache.NoStream()).GetAsyncEnumerator(flight.Token);
        return true;
    }

    private async ValueTask MoveSourceAsync()
    {
        if (await _source!.MoveNextAsync().ConfigureAwait(false))
        {
            Append(_source.Current);
            return;
        }

        await CloseAsync().ConfigureAwait(false);
        var head = TryEnter();
        if (head is not null)
        {
            await cache.StoreStreamAsync(flight, cache.ItemsOf(flight, head, _count), _backendFailed).ConfigureAwait(false);
        }

        cache.EndStream(flight);
        lock (_lock)
        {
            _ended = true;
        }
    }

    private void Append(T value)
    {
        var isRecorded = TryEnter() is not null;
        var recorded = isRecorded ? cache.Record(flight, value) : (Item: new StreamItem<T>(value, null), Size: 0);
        var isTooLarge = isRecorded && (recorded.Size < 0 || _size + recorded.Size > cache.MaxStreamSize);
        lock (_lock)
        {
            _size += Math.Max(0, recorded.Size);
            _count++;
            _tail!.Next = recorded.Item;
            _tail = recorded.Item;
            if (isTooLarge)
            {
                _head = null;
            }
        }

        if (isTooLarge)
        {
            cache.GiveUpStream(flight, recorded.Size < 0 ? null : _size);
        }
    }

    private async ValueTask EndAsync(Exception exception)
    {
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception disposal)
        {
            // As a foreach over the source itself: what its disposal throws takes the place of what was thrown before.
            exception = disposal;
        }

        if (_count == 0 && cache.TryFailSafeStream(flight, exception))
        {
            // Nobody has read anything that the stale list could contradict.
            lock (_lock)
            {
                _landed = true;
            }

            return;
        }

        cache.FailStream(flight, exception);
        lock (_lock)
        {
            _failure = exception;
        }
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _source, null) is { } source)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static OperationCanceledException NobodyReads() => new("Nobody reads the stream any more.");
}
