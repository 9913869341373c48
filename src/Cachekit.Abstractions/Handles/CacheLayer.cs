namespace Cachekit;

/// <summary>Where a value came from.</summary>
public enum CacheLayer
{
    /// <summary>Nowhere: not in the cache.</summary>
    None = 0,

    /// <summary>The memory of this process (L1).</summary>
    Local = 1,

    /// <summary>The backend (L2).</summary>
    Backend = 2,
}
