namespace Cachekit.Backends;

/// <summary>What PTTL says.</summary>
internal static class RedisLife
{
    public const long Missing = -2;
    public const long Endless = -1;
    private const long Longest = long.MaxValue / TimeSpan.TicksPerMillisecond;

    /// <summary>The life of an entry that is there.</summary>
    public static TimeSpan? Of(long milliseconds) => milliseconds switch
    {
        Endless => null,
        < 0 => TimeSpan.Zero,
        > Longest => TimeSpan.MaxValue,
        _ => TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond),
    };
}
