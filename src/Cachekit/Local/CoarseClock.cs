namespace Cachekit.Local;

/// <summary>A monotonic clock in milliseconds that is cheap enough for every hit; it is some milliseconds coarse.</summary>
/// <remarks>
/// A fine clock costs more than a whole hit. The tick count of the operating system needs no timer to refresh it, so it stands still in
/// no process, however starved its thread pool is.
/// </remarks>
internal sealed class CoarseClock
{
    private readonly TimeProvider? _provider;
    private readonly double _millisecondsPerTick;
    private readonly long _ticksPerMillisecond;

    public CoarseClock(TimeProvider provider)
    {
        if (ReferenceEquals(provider, TimeProvider.System))
        {
            return;
        }

        var frequency = provider.TimestampFrequency;
        _provider = provider;
        _millisecondsPerTick = 1000.0 / frequency;

        // Integers where the frequency allows it: an entry then expires at exactly the millisecond that was asked for.
        _ticksPerMillisecond = frequency % 1000 == 0 ? frequency / 1000 : 0;
    }

    /// <summary>Milliseconds since an arbitrary point in the past.</summary>
    public long NowMilliseconds => _provider is null ? Environment.TickCount64 : FromProvider(_provider);

    private long FromProvider(TimeProvider provider)
    {
        var timestamp = provider.GetTimestamp();
        return _ticksPerMillisecond != 0 ? timestamp / _ticksPerMillisecond : (long)(timestamp * _millisecondsPerTick);
    }
}
