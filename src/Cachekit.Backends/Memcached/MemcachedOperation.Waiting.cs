using System.Threading.Tasks.Sources;

namespace Cachekit.Backends;

internal sealed partial class MemcachedOperation : IValueTaskSource<BackendValue>, IValueTaskSource<MemcachedReply>, IValueTaskSource
{
    // No continuation runs where the answer was read: Complete brings it to the thread pool first.
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _cancellation;
    private bool _blocks;
    private bool _isComplete;

    /// <summary>Completes on the thread that has the answer. For short continuations of this backend only.</summary>
    public bool CompletesInline { get; set; }

    public ValueTask<BackendValue> ValueAsync => new(this, _core.Version);

    public ValueTask<MemcachedReply> ReplyAsync => new(this, _core.Version);

    public ValueTask CompletionAsync => new(this, _core.Version);

    /// <summary>Says that the caller will block. Before the operation is submitted.</summary>
    public void WillBlock() => _blocks = true;

    /// <summary>Lets the caller's token end the wait. Before the operation is submitted.</summary>
    public void Observe(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((MemcachedOperation)state!).TryFail(new OperationCanceledException(token)), this);
        }
    }

    /// <summary>Blocks until the outcome is decided, at the latest at the deadline.</summary>
    /// <remarks>
    /// The connection's own thread wakes this one, so that a blocked caller needs no thread of the pool, which may be starved of them by callers
    /// just like this one. For the same reason it watches its deadline itself.
    /// </remarks>
    public MemcachedReply Wait()
    {
        if (!WaitUntilDeadline())
        {
            // The server may be gone: the connection finds out, or else this request is just late.
            Connection?.Sweep(Environment.TickCount64);
            TryFail(TimedOut());
            lock (_request)
            {
                while (!_isComplete)
                {
                    Monitor.Wait(_request);
                }
            }
        }

        return Take();
    }

    /// <inheritdoc cref="Wait"/>
    public BackendValue WaitForValue()
    {
        var (verb, server) = (Verb, Server!.Name);
        return MemcachedValues.ToValue(Wait(), verb, server);
    }

    public CacheBackendException TimedOut() => MemcachedErrors.TimedOut(Verb, Server!.Name, Server.Timeout);

    void IThreadPoolWorkItem.Execute() => Signal();

    BackendValue IValueTaskSource<BackendValue>.GetResult(short token)
    {
        EnsureComplete(token);
        var (verb, server) = (Verb, Server!.Name);
        return MemcachedValues.ToValue(Take(), verb, server);
    }

    MemcachedReply IValueTaskSource<MemcachedReply>.GetResult(short token)
    {
        EnsureComplete(token);
        return Take();
    }

    void IValueTaskSource.GetResult(short token)
    {
        EnsureComplete(token);
        var (verb, server) = (Verb, Server!.Name);
        MemcachedValues.EnsureDone(Take(), verb, server);
    }

    ValueTaskSourceStatus IValueTaskSource<BackendValue>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<MemcachedReply>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<BackendValue>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<MemcachedReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // Without it a caller that does not await what is not complete would let go of an operation that is still to be answered.
    private void EnsureComplete(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The operation is not complete: await it, or use the synchronous member.");
        }
    }

    private bool WaitUntilDeadline()
    {
        lock (_request)
        {
            while (!_isComplete)
            {
                var left = Deadline - Environment.TickCount64;
                if (left <= 0)
                {
                    return false;
                }

                Monitor.Wait(_request, (int)left);
            }

            return true;
        }
    }

    /// <summary>Ends the wait, after the outcome was decided.</summary>
    public void Complete()
    {
        if (_blocks)
        {
            lock (_request)
            {
                _isComplete = true;
                Monitor.PulseAll(_request);
            }
        }
        else if (CompletesInline)
        {
            Signal();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Signal()
    {
        if (_failure is { } failure)
        {
            _core.SetException(failure);
        }
        else
        {
            _core.SetResult(true);
        }
    }

    private void ResetWait()
    {
        _core.Reset();
        _cancellation = default;
        _blocks = false;
        _isComplete = false;
        CompletesInline = false;
    }
}
