namespace Cachekit;

/// <summary>Whether calls reach a backend. The numbers are those of the metrics of all CacheKit SDKs.</summary>
public enum CacheBreakerState
{
    /// <summary>All calls reach it.</summary>
    Closed = 0,

    /// <summary>None does: the backend failed too often, or was isolated.</summary>
    Open = 1,

    /// <summary>A few do, to find out whether it works again.</summary>
    HalfOpen = 2,
}
