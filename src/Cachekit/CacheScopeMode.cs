namespace Cachekit;

/// <summary>What calls do with their entries in a stretch of code.</summary>
internal enum CacheScopeMode
{
    /// <summary>What they do otherwise.</summary>
    None,

    /// <summary>They run the body, and neither read nor write entries.</summary>
    Bypass,

    /// <summary>They run the body, and replace the entries.</summary>
    ForceRefresh,

    /// <summary>They read entries, and write none.</summary>
    ReadOnly,
}
