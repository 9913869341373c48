namespace Cachekit.Resilience;

/// <summary>Lets so many calls run at once, and so many more wait their turn for a while. Safe for concurrent use.</summary>
/// <remarks>
/// The limiters of <c>System.Threading.RateLimiting</c>, and of Polly on top of them, have no time for which a call waits, know no
/// <see cref="TimeProvider"/>, and have synchronous callers wait not at all; the way in takes a lock there, and allocates. Here it is one exchange.
/// </remarks>
/// <param name="settings">The limits.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class ConcurrencyGate(ResilienceSettings settings, TimeProvider timeProvider)
{
    private readonly object _lock = new();
    private volatile ResilienceSettings _settings = settings;
    private readonly LinkedList<Waiter> _queue = new();
    private int _running;
    private int _queued;
    private long _refusals;

    internal int Running => Volatile.Read(ref _running);

    internal int Queued => Volatile.Read(ref _queued);

    /// <summary>How many can wait at most.</summary>
    internal int QueueLimit => _settings.QueueLimit;

    /// <summary>How many calls found the queue full, or waited in vain.</summary>
    internal long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>Lets a call in, which then has to <see cref="Leave"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="false"/>: the queue is full, or the wait was too long.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled during the wait.</exception>
    internal ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (TryEnter())
        {
            return new ValueTask<bool>(true);
        }

        return Enqueue(out var waiter) ? waiter is null ? new ValueTask<bool>(true) : WaitAsync(waiter, cancellationToken) : new ValueTask<bool>(false);
    }

    /// <inheritdoc cref="EnterAsync"/>
    internal bool Enter(CancellationToken cancellationToken)
    {
        if (TryEnter())
        {
            return true;
        }

        if (!Enqueue(out var waiter))
        {
            return false;
        }

        if (waiter is null)
        {
            return true;
        }

        using (Watch(waiter, cancellationToken))
        {
            // Whoever leaves, or the timer, sets the task itself: no thread of the pool has to be free for this one to go on.
            return waiter.Task.GetAwaiter().GetResult();
        }
    }

    /// <summary>Takes other limits. Calls that run or wait already stay in; a higher limit lets the first of those in that wait.</summary>
    internal void Apply(ResilienceSettings changed)
    {
        _settings = changed;
        WakeNext();
    }

    internal void Leave()
    {
        Interlocked.Decrement(ref _running);

        // Who queues looks once more afterwards, and so does who leaves here: one of both sees the other.
        if (Volatile.Read(ref _queued) > 0)
        {
            WakeNext();
        }
    }

    private bool TryEnter()
    {
        var running = Volatile.Read(ref _running);
        while (running < _settings.ConcurrencyLimit)
        {
            var seen = Interlocked.CompareExchange(ref _running, running + 1, running);
            if (seen == running)
            {
                return true;
            }

            running = seen;
        }

        return false;
    }

    /// <param name="waiter">Who waits; <see langword="null"/>: a place became free meanwhile, and is taken.</param>
    private bool Enqueue(out Waiter? waiter)
    {
        waiter = null;
        lock (_lock)
        {
            if (_queued >= QueueLimit)
            {
                Interlocked.Increment(ref _refusals);
                return false;
            }

            Interlocked.Increment(ref _queued);
            if (TryEnter())
            {
                Interlocked.Decrement(ref _queued);
                return true;
            }

            waiter = new Waiter(this);
            _queue.AddLast(waiter.Node);
            return true;
        }
    }

    private async ValueTask<bool> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using (Watch(waiter, cancellationToken))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    private WaitLimits Watch(Waiter waiter, CancellationToken cancellationToken) => new(
        timeProvider.CreateTimer(static state => ((Waiter)state!).GiveUp(), waiter, _settings.QueueTimeout, Timeout.InfiniteTimeSpan),
        cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), waiter));

    private void WakeNext()
    {
        lock (_lock)
        {
            while (_queue.First is { } first && TryEnter())
            {
                Remove(first.Value);
                first.Value.TrySetResult(true);
            }
        }
    }

    private bool TryRemove(Waiter waiter)
    {
        lock (_lock)
        {
            // Who is not in the queue any more has been let in, and must use its place.
            return waiter.Node.List is not null && Remove(waiter);
        }
    }

    private bool Remove(Waiter waiter)
    {
        _queue.Remove(waiter.Node);
        Interlocked.Decrement(ref _queued);
        return true;
    }

    private readonly struct WaitLimits(ITimer timer, CancellationTokenRegistration registration) : IDisposable
    {
        public void Dispose()
        {
            timer.Dispose();
            registration.Dispose();
        }
    }

    private sealed class Waiter : TaskCompletionSource<bool>
    {
        private readonly ConcurrencyGate _gate;

        internal Waiter(ConcurrencyGate gate)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            _gate = gate;
            Node = new LinkedListNode<Waiter>(this);
        }

        internal LinkedListNode<Waiter> Node { get; }

        internal void GiveUp()
        {
            if (_gate.TryRemove(this))
            {
                Interlocked.Increment(ref _gate._refusals);
                TrySetResult(false);
            }
        }

        internal void Cancel(CancellationToken cancellationToken)
        {
            if (_gate.TryRemove(this))
            {
                TrySetCanceled(cancellationToken);
            }
        }
    }
}
