using System.Runtime.CompilerServices;

namespace Cachekit.Pipeline;

/// <summary>
/// The stamps of stored values and invalidation markers: unique and increasing in the process, close to the time of day, and behind every
/// marker that the process has seen, so that a value computed after an invalidation is newer than it whatever the clocks say.
/// </summary>
/// <remarks>Each <see cref="TimeProvider"/> has its own, so that tests with clocks of their own are apart. What comes from outside can push the clock only so far ahead of the time of day: a stamp of the far future would make everything else look old.</remarks>
internal static class StampClock
{
    /// <summary>How far a marker in a backend can push the clock ahead, in ticks: more than a machine's clock is ever wrong by accident and not noticed.</summary>
    internal const long MaxMarkerLead = TimeSpan.TicksPerDay;

    /// <summary>How far a message can, which anybody may have sent who reaches the backend.</summary>
    internal const long MaxMessageLead = 10 * TimeSpan.TicksPerSecond;

    private static readonly long Latest = DateTime.MaxValue.Ticks;
    private static readonly Clock OfSystem = new();
    private static readonly ConditionalWeakTable<TimeProvider, Clock> Others = [];

    internal static long Next(TimeProvider timeProvider)
    {
        ref var latest = ref ClockOf(timeProvider).Last;
        var now = timeProvider.GetUtcNow().UtcTicks;
        while (true)
        {
            var last = Volatile.Read(ref latest);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref latest, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>Whether a stamp can have come from such a clock.</summary>
    internal static bool IsPlausible(long stamp) => stamp > 0 && stamp <= Latest;

    /// <summary>Makes all later stamps greater than one that was seen, if that is not too far ahead.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="timeProvider">The time of day.</param>
    /// <param name="maxLead">How far ahead of it the stamp may be, in ticks.</param>
    /// <returns>The stamp, or where it is too far ahead, the greatest one that can be believed; all later stamps of this process are greater.</returns>
    internal static long Observe(long stamp, TimeProvider timeProvider, long maxLead)
    {
        ref var latest = ref ClockOf(timeProvider).Last;
        while (true)
        {
            var last = Volatile.Read(ref latest);
            if (stamp <= last)
            {
                return stamp;
            }

            var believed = Math.Min(stamp, Math.Max(last, timeProvider.GetUtcNow().UtcTicks + maxLead));
            if (Interlocked.CompareExchange(ref latest, believed, last) == last)
            {
                return believed;
            }
        }
    }

    private static Clock ClockOf(TimeProvider timeProvider) =>
        ReferenceEquals(timeProvider, TimeProvider.System) ? OfSystem : Others.GetValue(timeProvider, static _ => new Clock());

    private sealed class Clock
    {
        internal long Last;
    }
}
