namespace Cachekit.Resilience;

/// <summary>Stops the calls to a backend that fails, and finds out when it works again. Safe for concurrent use.</summary>
/// <remarks>
/// <para>Closed: failures count as long as no success comes between them and they are not older than the window; enough of them open it. Open: every
/// call is refused until the cool-down is over; the next call begins the tries. Half open: a few calls at once may try. One failure opens it again,
/// enough successes close it.</para>
/// <para>Tries that never end keep their slots only for as long as a cool-down: then all slots are free again, and the successes so far still count.
/// So neither hanging calls, nor rare ones, nor fewer slots than successes leave a breaker half open for ever.</para>
/// <para>A call counts only where the state is still the one in which it began: what was sent before an outage says nothing about its end.</para>
/// </remarks>
/// <param name="settings">The limits.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class CircuitBreaker(ResilienceSettings settings, TimeProvider timeProvider)
{
    private readonly object _lock = new();
    private ResilienceSettings _settings = settings;
    private long[] _failedAt = new long[settings.FailureThreshold];
    private int _state;
    private int _failures;
    private int _nextFailure;
    private long _period = 1;
    private long _cycle;
    private long _startedAt;
    private int _probes;
    private int _successes;
    private bool _isolated;
    private long _refusals;
    private long _since = timeProvider.GetUtcNow().UtcTicks;

    /// <summary>Is told of every change, after it has happened.</summary>
    internal Action<BreakerChange>? Changed { get; set; }

    internal CacheBreakerState State => (CacheBreakerState)Volatile.Read(ref _state);

    /// <summary>When the present state began.</summary>
    internal DateTimeOffset Since => new(Volatile.Read(ref _since), TimeSpan.Zero);

    internal bool IsIsolated => Volatile.Read(ref _isolated);

    /// <summary>How many calls were refused.</summary>
    internal long Refusals => Interlocked.Read(ref _refusals);

    internal int FailuresInWindow
    {
        get
        {
            lock (_lock)
            {
                var count = 0;
                for (var i = 1; i <= _failures && IsInWindow(FailedAt(i)); i++)
                {
                    count++;
                }

                return count;
            }
        }
    }

    /// <summary>Whether a call would be refused now; it counts as refused then. Takes no lock, so that it costs next to nothing.</summary>
    internal bool Refuses()
    {
        var refuses = State switch
        {
            CacheBreakerState.Closed => false,
            CacheBreakerState.Open => IsIsolated || !IsCoolDownOver(),
            _ => Volatile.Read(ref _probes) >= _settings.Probes && !IsCoolDownOver(),
        };
        if (refuses)
        {
            Interlocked.Increment(ref _refusals);
        }

        return refuses;
    }

    /// <summary>Lets a call in, which then has to <see cref="Leave"/>; or refuses it.</summary>
    internal bool TryEnter(out BreakerTicket ticket)
    {
        // The period first: should the state change in between, the call has an old ticket and counts for nothing.
        ticket = new BreakerTicket(Volatile.Read(ref _period), 0);
        if (State is CacheBreakerState.Closed)
        {
            return true;
        }

        BreakerChange? change = null;
        bool enters;
        lock (_lock)
        {
            enters = TryEnterLocked(out ticket, ref change);
        }

        Tell(change);
        if (!enters)
        {
            Interlocked.Increment(ref _refusals);
        }

        return enters;
    }

    internal void Leave(BreakerTicket ticket, CallVerdict verdict)
    {
        if (ticket.Cycle == 0 && (verdict is CallVerdict.Neutral || (verdict is CallVerdict.Success && Volatile.Read(ref _failures) == 0)))
        {
            return;
        }

        BreakerChange? change = null;
        lock (_lock)
        {
            if (ticket.Cycle != 0 && ticket.Cycle == _cycle)
            {
                _probes--;
            }

            if (ticket.Period == _period)
            {
                Count(verdict, ref change);
            }
        }

        Tell(change);
    }

    /// <summary>Closes the breaker and forgets all failures, whatever its state.</summary>
    internal void Reset()
    {
        BreakerChange? change = null;
        lock (_lock)
        {
            _failures = 0;
            if (State is not CacheBreakerState.Closed)
            {
                Become(CacheBreakerState.Closed, ref change, byHand: true);
            }
        }

        Tell(change);
    }

    /// <summary>Opens the breaker until somebody resets it.</summary>
    internal void Isolate()
    {
        BreakerChange? change = null;
        lock (_lock)
        {
            if (!_isolated)
            {
                Become(CacheBreakerState.Open, ref change, byHand: true);
                Volatile.Write(ref _isolated, true);
            }
        }

        Tell(change);
    }

    /// <summary>Takes other limits. The state stays, and so do the failures that were counted.</summary>
    internal void Apply(ResilienceSettings changed)
    {
        lock (_lock)
        {
            if (changed.FailureThreshold != _failedAt.Length)
            {
                var kept = Math.Min(_failures, changed.FailureThreshold);
                var failedAt = new long[changed.FailureThreshold];
                for (var i = 1; i <= kept; i++)
                {
                    failedAt[kept - i] = FailedAt(i);
                }

                _failedAt = failedAt;
                _failures = kept;
                _nextFailure = kept % failedAt.Length;
            }

            Volatile.Write(ref _settings, changed);
        }
    }

    private bool TryEnterLocked(out BreakerTicket ticket, ref BreakerChange? change)
    {
        if (State is CacheBreakerState.Open && !_isolated && IsCoolDownOver())
        {
            Become(CacheBreakerState.HalfOpen, ref change);
            BeginCycle();
        }

        if (State is CacheBreakerState.HalfOpen)
        {
            if (_probes >= _settings.Probes && IsCoolDownOver())
            {
                BeginCycle();
            }

            if (_probes < _settings.Probes)
            {
                _probes++;
                ticket = new BreakerTicket(_period, _cycle);
                return true;
            }
        }

        ticket = new BreakerTicket(_period, 0);
        return State is CacheBreakerState.Closed;
    }

    private void Count(CallVerdict verdict, ref BreakerChange? change)
    {
        switch (State, verdict)
        {
            case (CacheBreakerState.Closed, CallVerdict.Success):
                _failures = 0;
                break;
            case (CacheBreakerState.Closed, CallVerdict.Failure):
                _failedAt[_nextFailure] = timeProvider.GetTimestamp();
                _nextFailure = (_nextFailure + 1) % _failedAt.Length;
                _failures = Math.Min(_failures + 1, _failedAt.Length);
                if (_failures == _failedAt.Length && IsInWindow(FailedAt(_failures)))
                {
                    Become(CacheBreakerState.Open, ref change);
                }

                break;
            case (CacheBreakerState.HalfOpen, CallVerdict.Success):
                if (++_successes >= _settings.SuccessesToClose)
                {
                    Become(CacheBreakerState.Closed, ref change);
                }

                break;
            case (CacheBreakerState.HalfOpen, CallVerdict.Failure):
                Become(CacheBreakerState.Open, ref change);
                break;
        }
    }

    private void Become(CacheBreakerState state, ref BreakerChange? change, bool byHand = false)
    {
        change = new BreakerChange(state, state is CacheBreakerState.Open && !byHand ? Math.Max(_failures, 1) : 0, byHand);
        Volatile.Write(ref _period, _period + 1);
        Volatile.Write(ref _startedAt, timeProvider.GetTimestamp());
        Volatile.Write(ref _since, timeProvider.GetUtcNow().UtcTicks);
        Volatile.Write(ref _isolated, false);
        Volatile.Write(ref _probes, 0);
        _cycle++;
        _successes = 0;
        _failures = 0;

        // Last: who sees the state without the lock sees what belongs to it.
        Volatile.Write(ref _state, (int)state);
    }

    private void BeginCycle()
    {
        _cycle++;
        Volatile.Write(ref _probes, 0);
        Volatile.Write(ref _startedAt, timeProvider.GetTimestamp());
    }

    private void Tell(BreakerChange? change)
    {
        if (change is { } happened)
        {
            Changed?.Invoke(happened);
        }
    }

    /// <param name="back">1: the last one.</param>
    private long FailedAt(int back) => _failedAt[(_nextFailure - back + _failedAt.Length) % _failedAt.Length];

    private bool IsInWindow(long failedAt) => timeProvider.GetElapsedTime(failedAt) <= _settings.FailureWindow;

    private bool IsCoolDownOver() => timeProvider.GetElapsedTime(Volatile.Read(ref _startedAt)) >= _settings.OpenFor;
}
