namespace Cachekit.Resilience;

/// <summary>How long a call to a backend may take, by how long the last ones took. Safe for concurrent use.</summary>
/// <remarks>
/// The estimate is a percentile of the last durations, and half of it more. It is exact and made anew only now and then, by one caller while the
/// others go on with the old one: durations of a thousand calls are sorted for it.
/// </remarks>
/// <param name="settings">The bounds.</param>
/// <param name="current">Where to begin; <see langword="null"/>: at the settings' beginning.</param>
internal sealed class AdaptiveTimeout(ResilienceSettings settings, TimeSpan? current = null)
{
    private const int FewestSamples = 10;
    private const double Room = 1.5;

    // Sorting a thousand numbers takes some 30 us: seldom enough not to be noticed, often enough to follow a backend that becomes slower.
    private const int Period = 64;

    private readonly long[] _durations = new long[settings.TimeoutWindow];
    private readonly long[] _sorted = new long[settings.TimeoutWindow];
    private long _count;
    private long _current = Clamp(current?.Ticks ?? settings.InitialTimeout.Ticks * 2, settings);
    private int _estimating;

    internal TimeSpan Current => new(Volatile.Read(ref _current));

    /// <summary>Takes the duration of a call in.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="timedOut">Whether it was ended because of that: then the timeout follows at once.</param>
    internal void Add(TimeSpan duration, bool timedOut)
    {
        var number = Interlocked.Increment(ref _count);
        Volatile.Write(ref _durations[(number - 1) % _durations.Length], duration.Ticks);
        if (number >= FewestSamples && (timedOut || number <= Period || number % Period == 0) && Interlocked.Exchange(ref _estimating, 1) == 0)
        {
            Estimate((int)Math.Min(number, _durations.Length));
            Volatile.Write(ref _estimating, 0);
        }
    }

    private void Estimate(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _sorted[i] = Volatile.Read(ref _durations[i]);
        }

        Array.Sort(_sorted, 0, count);
        var rank = (int)Math.Ceiling(settings.TimeoutPercentile / 100.0 * count);
        Volatile.Write(ref _current, Clamp((long)(_sorted[Math.Max(rank, 1) - 1] * Room), settings));
    }

    private static long Clamp(long ticks, ResilienceSettings settings) => Math.Clamp(ticks, settings.MinimumTimeout.Ticks, settings.MaximumTimeout.Ticks);
}
