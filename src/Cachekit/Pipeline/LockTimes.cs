namespace Cachekit.Pipeline;

/// <summary>How long locks are held and waited for.</summary>
/// <remarks>
/// A wait that is shorter than the body makes every waiting process run it in the end. So where nobody has said how long to wait, the wait follows
/// the bodies that were seen: their mean and four times their deviation, as TCP estimates its timeouts, between the default and half a minute.
/// </remarks>
/// <param name="wait">The wait that was asked for.</param>
/// <param name="adapts">Whether it may become longer.</param>
internal sealed class LockTimes(TimeSpan wait, bool adapts)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestHold = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private double _mean;
    private double _deviation;

    /// <summary>How long to wait for the process that holds the lock.</summary>
    internal TimeSpan Wait
    {
        get
        {
            if (!adapts)
            {
                return wait;
            }

            lock (_gate)
            {
                var estimate = TimeSpan.FromMilliseconds(Math.Min(_mean + (4 * _deviation), LongestWait.TotalMilliseconds));
                return estimate > wait ? estimate : wait;
            }
        }
    }

    /// <summary>When a lock ends whose holder has died: early enough for those who wait to take it.</summary>
    internal TimeSpan Hold
    {
        get
        {
            var hold = wait * 0.6;
            return hold > LongestHold || hold <= TimeSpan.Zero ? LongestHold : hold < ShortestHold ? ShortestHold : hold;
        }
    }

    /// <summary>Learns how long a body took.</summary>
    internal void Observe(TimeSpan body)
    {
        if (!adapts)
        {
            return;
        }

        var milliseconds = body.TotalMilliseconds;
        lock (_gate)
        {
            if (_mean == 0)
            {
                _mean = milliseconds;
                _deviation = milliseconds / 2;
                return;
            }

            _deviation += (Math.Abs(milliseconds - _mean) - _deviation) / 4;
            _mean += (milliseconds - _mean) / 8;
        }
    }
}
