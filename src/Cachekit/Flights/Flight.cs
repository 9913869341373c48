using System.Diagnostics.CodeAnalysis;
using Cachekit.Local;
using Cachekit.Storage;
using Cachekit.Telemetry;

namespace Cachekit.Flights;

/// <summary>One execution that concurrent callers of a key share.</summary>
/// <remarks>
/// <para>A flight is in its method's table from its start until it ends, is abandoned, or is detached. Who takes it out for another reason than its
/// end detaches it: nobody boards any more, and it never leaves its result in the backend. (Memory needs no such care: entries carry the
/// epoch from before they were computed.) So a caller that starts after an invalidation can neither join an older flight nor find what that
/// flight would have stored.</para>
/// <para>A caller that cancels leaves. When the last one has left, the flight is detached and its token is cancelled. The token cannot be
/// cancelled at all when the first caller's cannot, because that caller never leaves.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has no timer and no wait handle, and may be cancelled by a caller after the flight has ended.")]
internal sealed class Flight<TKey, TValue>
    where TKey : struct
{
    private readonly object _lock = new();
    private readonly CancellationTokenSource? _cancellation;
    private TaskCompletionSource<FlightResult<TValue>>? _completion;
    private FlightNode? _node;
    private FlightResult<TValue> _result;
    private Exception? _failure;
    private int _callers = 1;
    private bool _closed;
    private bool _detached;
    private bool _abandoned;
    private bool _landed;
    private Flight<TKey, TValue>? _successor;
    private object? _attached;

    /// <param name="key">The key; nobody changes it any more.</param>
    /// <param name="textKey">The key in the backend, or <see langword="null"/> where there is none.</param>
    /// <param name="epoch">The epoch from before anything was read or computed.</param>
    /// <param name="stamp">The stamp from before anything was read or computed.</param>
    /// <param name="cancellable">Whether the first caller may leave.</param>
    internal Flight(in TKey key, string? textKey, long epoch, long stamp, bool cancellable)
    {
        Key = key;
        TextKey = textKey;
        Epoch = epoch;
        Stamp = stamp;
        _cancellation = cancellable ? new CancellationTokenSource() : null;
    }

    internal TKey Key { get; }

    internal string? TextKey { get; }

    /// <summary>The epoch from before anything was read or computed; of a flight that replaces another, that of the replacement.</summary>
    internal long Epoch { get; set; }

    /// <summary>The stamp from before anything was computed.</summary>
    internal long Stamp { get; set; }

    /// <summary>Whether the flight replaces what is stored, instead of looking for it first.</summary>
    internal bool Replaces { get; init; }

    /// <summary>Whether the flight may store nothing, from its start.</summary>
    internal bool ReadsOnly { get; init; }

    /// <summary>A value past its life that callers can have where the body fails or is late.</summary>
    internal FlightResult<TValue>? Stale { get; set; }

    /// <summary>What that value came with.</summary>
    internal EntryMetadata? StaleMetadata { get; set; }

    /// <summary>The entry in memory that a refresh was started for, if there is one.</summary>
    internal LocalEntry? Claimed { get; set; }

    /// <summary>Whether nobody has to wait for the flight: it makes an entry anew that is there.</summary>
    internal bool IsRefresh { get; init; }

    /// <summary>Whether what is stored under the key is not true any more once the flight has a result, also when that is not kept.</summary>
    internal bool Supersedes => Replaces || IsRefresh;

    /// <summary>Whether the value is given by hand: then it is as new as its call, and no body has read older data for it.</summary>
    internal bool IsGiven { get; set; }

    /// <summary>Whether other processes are told that the value replaces an older one, which they hold in memory. Refreshes in the background tell nobody.</summary>
    internal bool TellsOthers { get; set; }

    /// <summary>The flight as one that waits for others, and for which others wait. Most flights end before anybody asks for it.</summary>
    internal FlightNode Node
    {
        get
        {
            lock (_lock)
            {
                return _node ??= new FlightNode();
            }
        }
    }

    /// <summary>What the body receives.</summary>
    internal CancellationToken Token => _cancellation?.Token ?? CancellationToken.None;

    /// <summary>The end of the flight, for those who wait for it. A first caller who runs the flight himself has no need of it.</summary>
    internal Task<FlightResult<TValue>> Task
    {
        get
        {
            lock (_lock)
            {
                if (_completion is null)
                {
                    _completion = new TaskCompletionSource<FlightResult<TValue>>(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (_landed)
                    {
                        _completion.SetResult(_result);
                    }
                    else if (_failure is not null)
                    {
                        SetFailure(_completion, _failure);
                    }
                }

                return _completion.Task;
            }
        }
    }

    /// <summary>What follows the flight from its start to its end. Of whoever runs it.</summary>
    internal CallTrace Trace { get; set; }

    /// <summary>Why the result could not be stored, for a caller who wants to know.</summary>
    internal CachekitException? StoreFailure { get; set; }

    internal bool IsDetached
    {
        get
        {
            lock (_lock)
            {
                return _detached;
            }
        }
    }

    /// <summary>Whether all callers have left, so that nobody was told that it is done.</summary>
    internal bool IsAbandoned
    {
        get
        {
            lock (_lock)
            {
                return _abandoned;
            }
        }
    }

    /// <summary>Whether the flight replaces what is stored, and something else has been done to the entry since it began.</summary>
    internal bool IsOvertaken => Replaces && IsDetached && !IsAbandoned;

    /// <summary>The last of those that took each other's place after this one; <see langword="null"/> when it was detached for another reason, or not at all.</summary>
    internal Flight<TKey, TValue>? Successor
    {
        get
        {
            var last = Next();
            while (last?.Next() is { } later)
            {
                last = later;
            }

            return last;
        }
    }

    /// <summary>Whether the flight has landed or failed.</summary>
    internal bool IsOver
    {
        get
        {
            lock (_lock)
            {
                return _landed || _failure is not null;
            }
        }
    }

    /// <summary>What all callers of the flight share besides its end; made by whoever asks first.</summary>
    internal object Attach(Func<object> create)
    {
        lock (_lock)
        {
            return _attached ??= create();
        }
    }

    /// <summary>Takes one more caller on board.</summary>
    /// <returns><see langword="false"/> when the flight has ended, was abandoned or was detached.</returns>
    internal bool TryBoard()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _callers++;
            return true;
        }
    }

    /// <summary>Keeps callers out until <see cref="Admit"/>: what the flight does first may end it without a result.</summary>
    internal void Bar()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    /// <summary>Lets callers in who would otherwise run the body themselves.</summary>
    internal void Admit()
    {
        lock (_lock)
        {
            _closed = _detached;
        }
    }

    /// <summary>One caller stops waiting.</summary>
    /// <returns>Whether it was the last one of a flight that still ran, so that the flight is now abandoned: take it out of the table and cancel it.</returns>
    internal bool Leave()
    {
        lock (_lock)
        {
            if (--_callers > 0 || _landed || _failure is not null)
            {
                return false;
            }

            _closed = true;
            _detached = true;
            _abandoned = true;
            return true;
        }
    }

    /// <summary>From now on nobody boards, and the result is not stored.</summary>
    internal void Detach()
    {
        lock (_lock)
        {
            _closed = true;
            _detached = true;
        }
    }

    /// <summary>From now on nobody boards, and the result is not stored, because another flight has taken the place.</summary>
    internal void DetachFor(Flight<TKey, TValue> successor)
    {
        lock (_lock)
        {
            _successor = successor;
            _closed = true;
            _detached = true;
        }
    }

    /// <summary>Cancels what the body received.</summary>
    internal void Cancel() => _cancellation?.Cancel();

    /// <summary>Nobody boards any more: the flight has ended and leaves the table.</summary>
    /// <returns>How many callers wait.</returns>
    internal int Close()
    {
        lock (_lock)
        {
            _closed = true;
            return _callers;
        }
    }

    /// <summary>The result, when the flight has landed.</summary>
    internal bool TryGetResult(out FlightResult<TValue> result)
    {
        lock (_lock)
        {
            result = _result;
            return _landed;
        }
    }

    /// <summary>Its body waits for nobody any more.</summary>
    internal void EndNode()
    {
        FlightNode? node;
        lock (_lock)
        {
            node = _node;
        }

        node?.End();
    }

    /// <summary>Gives every caller the result.</summary>
    internal void Land(in FlightResult<TValue> result)
    {
        TaskCompletionSource<FlightResult<TValue>>? completion;
        lock (_lock)
        {
            _result = result;
            _landed = true;
            completion = _completion;
        }

        completion?.TrySetResult(result);
    }

    /// <summary>Gives every caller the exception.</summary>
    internal void Fail(Exception exception)
    {
        TaskCompletionSource<FlightResult<TValue>>? completion;
        lock (_lock)
        {
            _failure = exception;
            completion = _completion;
        }

        if (completion is not null)
        {
            SetFailure(completion, exception);
        }
    }

    private Flight<TKey, TValue>? Next()
    {
        lock (_lock)
        {
            return _successor;
        }
    }

    private static void SetFailure(TaskCompletionSource<FlightResult<TValue>> completion, Exception exception)
    {
        completion.TrySetException(exception);

        // Nobody may be waiting any more; an exception that nobody asked for is not an error of the process.
        _ = completion.Task.Exception;
    }
}
