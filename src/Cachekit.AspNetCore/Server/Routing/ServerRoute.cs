namespace Cachekit.AspNetCore;

/// <summary>The resources of the protocol.</summary>
internal enum ServerRoute
{
    /// <summary>None of them.</summary>
    Unknown,

    /// <summary><c>/v1/cache/health</c>.</summary>
    Health,

    /// <summary><c>/v1/cache/{key}</c>.</summary>
    Entry,

    /// <summary><c>/v1/cache/{key}/ttl</c>.</summary>
    Ttl,

    /// <summary><c>/v1/cache/{key}/lock</c>.</summary>
    Lock,
}
