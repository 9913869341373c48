using System.Globalization;

namespace Cachekit.Backends;

/// <summary>The lives that the API can express: whole seconds, up to 30 days.</summary>
internal static class EntryLife
{
    public const int MaxSeconds = 2_592_000;

    /// <summary>A life as the API writes it; a fraction of a second is rounded up.</summary>
    /// <returns>The seconds, or -1 when they are out of range.</returns>
    public static long Seconds(TimeSpan ttl) => ttl > TimeSpan.Zero && RoundUp(ttl) is var seconds and <= MaxSeconds ? seconds : -1;

    /// <summary>A stale window as the API writes it; a fraction of a second is rounded up.</summary>
    /// <returns>The seconds, 0 for none, or -1 when they, or they and the life together, are out of range.</returns>
    public static long StaleSeconds(TimeSpan staleFor, long seconds) =>
        staleFor >= TimeSpan.Zero && RoundUp(staleFor) is var stale and < MaxSeconds && seconds + stale <= MaxSeconds ? stale : -1;

    public static string TtlProblem(TimeSpan ttl) =>
        $"a life of {Text(ttl)} is out of range. Use more than zero and at most 30 days, or none at all for an entry that never expires";

    public static string StaleProblem(TimeSpan ttl, TimeSpan staleFor) =>
        $"a stale window of {Text(staleFor)} after a life of {Text(ttl)} is out of range. Use zero or more, and at most 30 days for both together";

    private static long RoundUp(TimeSpan time) => (time.Ticks / TimeSpan.TicksPerSecond) + (time.Ticks % TimeSpan.TicksPerSecond > 0 ? 1 : 0);

    private static string Text(TimeSpan time) => time.ToString(null, CultureInfo.InvariantCulture);
}
