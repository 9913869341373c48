namespace Cachekit.Backends;

/// <summary>
/// Bounds the waits for answers: the client's asynchronous calls have no timeout of their own (2.x has one, with another granularity). One timer
/// for all that wait, which runs only while somebody does, costs less than one for each call, and is exact to a tenth of the timeout.
/// </summary>
internal sealed class TimeoutSweep : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly TimeSpan _period;
    private readonly object _gate = new();
    private Expirable? _first;
    private bool _runs;
    private bool _disposed;

    public TimeoutSweep(TimeSpan timeout, TimeProvider time)
    {
        Timeout = timeout;
        _time = time;
        _period = TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds / 20, 1, 100));
        TimeoutStamps = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(static state => ((TimeoutSweep)state!).Tick(), this, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Timeout { get; }

    /// <summary>The timeout as a difference of the clock's time stamps.</summary>
    public long TimeoutStamps { get; }

    public TimeProvider Time => _time;

    public void Add(Expirable item)
    {
        lock (_gate)
        {
            item.Previous = null;
            item.Next = _first;
            if (_first is { } first)
            {
                first.Previous = item;
            }

            _first = item;
            item.IsListed = true;
            if (!_runs && !_disposed)
            {
                _runs = true;
                _timer.Change(_period, _period);
            }
        }
    }

    public void Remove(Expirable item)
    {
        lock (_gate)
        {
            if (!item.IsListed)
            {
                return;
            }

            item.IsListed = false;
            if (item.Previous is { } previous)
            {
                previous.Next = item.Next;
            }
            else
            {
                _first = item.Next;
            }

            if (item.Next is { } next)
            {
                next.Previous = item.Previous;
            }

            item.Previous = item.Next = null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private void Tick()
    {
        var items = new List<Expirable>();
        lock (_gate)
        {
            for (var item = _first; item is not null; item = item.Next)
            {
                items.Add(item);
            }

            if (items.Count == 0 && _runs)
            {
                _runs = false;
                _timer.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
            }
        }

        var now = _time.GetTimestamp();
        foreach (var item in items)
        {
            item.OnTick(now, now - TimeoutStamps);
        }
    }
}
