namespace Cachekit.AspNetCore;

/// <summary>The headers of the protocol.</summary>
internal static class CacheHeaders
{
    public const string Ttl = "X-CacheKit-TTL";
    public const string OldTtl = "X-TTL";
    public const string StaleTtl = "X-CacheKit-Stale-TTL";
    public const string Freshness = "X-CacheKit-Freshness";
    public const string FreshFor = "X-CacheKit-Fresh-For";
    public const string L1Status = "X-CacheKit-L1-Status";
    public const string LockId = "X-CacheKit-Lock-Id";

    public const string Fresh = "fresh";
    public const string Stale = "stale";
}
