namespace Cachekit.Backends;

/// <summary>Looks every few milliseconds for requests whose time is over, while there are requests.</summary>
/// <remarks>
/// One timer for all of them: a timer per request costs more than the request. It runs on the thread pool, as do the callers that it serves;
/// those that block watch their deadlines themselves.
/// </remarks>
internal sealed class DeadlineWatch : IDisposable
{
    private readonly Func<long, bool> _sweep;
    private readonly Timer _timer;
    private readonly TimeSpan _period;
    private int _isArmed;

    /// <param name="timeout">How long requests may take.</param>
    /// <param name="sweep">Ends what is late; says whether anything is left.</param>
    public DeadlineWatch(TimeSpan timeout, Func<long, bool> sweep)
    {
        _sweep = sweep;
        _period = TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds / 50, 5, 20));
        _timer = new Timer(static state => ((DeadlineWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm()
    {
        if (Volatile.Read(ref _isArmed) == 0 && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            Change(_period);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_sweep(Environment.TickCount64))
        {
            Change(_period);
            return;
        }

        // A request that came after the look and before the next line found the watch armed; so look once more.
        Interlocked.Exchange(ref _isArmed, 0);
        if (_sweep(Environment.TickCount64))
        {
            Arm();
        }
    }

    private void Change(TimeSpan due)
    {
        try
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }
}
