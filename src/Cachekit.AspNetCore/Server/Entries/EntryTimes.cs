namespace Cachekit.AspNetCore;

/// <summary>When an entry stops being fresh and when it is gone, in whole seconds of the store's clock since 1970.</summary>
/// <param name="FreshUntil">The first second in which the entry is not fresh any more; 0: it is fresh for ever.</param>
/// <param name="EvictAt">The first second in which the entry is gone; 0: it stays.</param>
internal readonly record struct EntryTimes(long FreshUntil, long EvictAt)
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    public static EntryTimes Permanent => default;

    public bool IsPermanent => EvictAt == 0;

    public long StaleTtl => EvictAt - FreshUntil;

    /// <summary>A life that begins in the running second.</summary>
    public static EntryTimes Starting(DateTimeOffset now, int? ttl, long staleTtl)
    {
        if (ttl is not { } seconds)
        {
            return Permanent;
        }

        var freshUntil = now.ToUnixTimeSeconds() + seconds;
        return new EntryTimes(freshUntil, freshUntil + staleTtl);
    }

    // A time of whole seconds is reached when the running second is.
    public bool IsGone(DateTimeOffset now) => !IsPermanent && now.ToUnixTimeSeconds() >= EvictAt;

    public bool IsFresh(DateTimeOffset now) => IsPermanent || now.ToUnixTimeSeconds() < FreshUntil;

    /// <summary>Whole seconds of freshness left, rounded down.</summary>
    public long FreshFor(DateTimeOffset now)
    {
        var left = DateTimeOffset.FromUnixTimeSeconds(FreshUntil) - now;
        return Math.Max(0, left.Ticks / TimeSpan.TicksPerSecond);
    }

    /// <summary>Whole seconds until the entry is gone, rounded up.</summary>
    public long SecondsToEviction(DateTimeOffset now) => EvictAt - now.ToUnixTimeSeconds();

    /// <summary>How long the backend has to keep the entry; <see langword="null"/>: for ever.</summary>
    /// <remarks>
    /// A second more than the entry lives: memcached counts in seconds that begin at another moment than ours, and would drop it before its time.
    /// When an entry is gone, its times say, not the backend.
    /// </remarks>
    public TimeSpan? Life(DateTimeOffset now) => IsPermanent ? null : DateTimeOffset.FromUnixTimeSeconds(EvictAt) - now + OneSecond;
}
