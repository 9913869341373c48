namespace Cachekit.Secrets;

/// <summary>How much a <see cref="RedenvClient"/> logs; names only, never values.</summary>
public enum RedenvLogLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Errors and what is important: secrets that changed, secrets that cannot be decrypted, a store that is away.</summary>
    Low,

    /// <summary>Also each hit, miss and refresh of the cache, as the other Redenv clients write them.</summary>
    High,
}
