using System.Globalization;

namespace Cachekit.Backends;

/// <summary>Lives as memcached counts them.</summary>
internal static class MemcachedTtl
{
    /// <summary>Whole seconds, rounded up, from 1 to 30 days: the server takes more as a point in time.</summary>
    public static int Seconds(TimeSpan life)
    {
        if (life <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(life), life.ToString(null, CultureInfo.InvariantCulture), "The life of an entry must be more than zero; null is for an entry that never expires.");
        }

        return (int)Math.Min(Math.Ceiling(life.TotalSeconds), MemcachedBackendDefaults.MaxTtlSeconds);
    }
}
