namespace Cachekit.Pipeline;

/// <summary>
/// The stamps of stored values and invalidation markers: unique and increasing in the process, close to the time of day, and behind every
/// marker that the process has seen, so that a value computed after an invalidation is newer than it whatever the clocks say.
/// </summary>
internal static class StampClock
{
    private static readonly long Latest = DateTime.MaxValue.Ticks;
    private static long Last;

    internal static long Next(TimeProvider timeProvider)
    {
        var now = timeProvider.GetUtcNow().UtcTicks;
        while (true)
        {
            var last = Volatile.Read(ref Last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref Last, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>Whether a stamp can have come from such a clock.</summary>
    internal static bool IsPlausible(long stamp) => stamp > 0 && stamp <= Latest;

    /// <summary>Makes all later stamps greater than one that was seen.</summary>
    internal static void Observe(long stamp)
    {
        while (true)
        {
            var last = Volatile.Read(ref Last);
            if (stamp <= last || Interlocked.CompareExchange(ref Last, stamp, last) == last)
            {
                return;
            }
        }
    }
}
