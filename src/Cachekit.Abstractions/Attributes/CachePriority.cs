namespace Cachekit;

/// <summary>Which entries leave memory first when the budget of a namespace is spent.</summary>
public enum CachePriority
{
    /// <summary>Before all others.</summary>
    Low = 0,

    /// <summary>By how lately and how often they are used.</summary>
    Normal = 1,

    /// <summary>After all others.</summary>
    High = 2,

    /// <summary>Never by eviction, only by expiry and invalidation. When nothing else is left to evict, new entries are not kept.</summary>
    NeverRemove = 3,
}
