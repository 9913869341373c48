namespace Cachekit;

/// <summary>The settings of a cached method as they apply in one runtime, and what happened so far.</summary>
public sealed partial record CachedMethodInfo
{
    /// <summary>The method, for example <c>Shop.ProductCatalog.GetProductAsync</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The namespace, or <see langword="null"/>.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The preset.</summary>
    public required Preset Preset { get; init; }

    /// <summary>How long entries live; <see langword="null"/>: they never expire.</summary>
    public required TimeSpan? Ttl { get; init; }

    /// <summary>How long cached nulls live; <see langword="null"/>: they never expire. Without meaning when <see cref="CacheNulls"/> is false.</summary>
    public required TimeSpan? NullTtl { get; init; }

    /// <summary>Whether null results are cached.</summary>
    public required bool CacheNulls { get; init; }

    /// <summary>The backend's name, or <see langword="null"/> when entries live in this process only.</summary>
    public required string? Backend { get; init; }

    /// <summary>
    /// Whether memory holds the values themselves, because their type is deeply immutable; otherwise it holds bytes and every hit decodes its own copy.
    /// </summary>
    public required bool HoldsObjects { get; init; }

    /// <summary>The entries in memory now.</summary>
    public required long LocalEntries { get; init; }

    /// <summary>The bytes accounted for them.</summary>
    public required long LocalBytes { get; init; }

    /// <summary>Calls answered from memory.</summary>
    public required long LocalHits { get; init; }

    /// <summary>Calls answered from the backend.</summary>
    public required long BackendHits { get; init; }

    /// <summary>Calls for which neither layer had an entry.</summary>
    public required long Misses { get; init; }

    /// <summary>Whether every layer holds ciphertext only.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Entries that a previous master key decrypted. When it stays at 0 everywhere for the longest life of entries, the key can go.</summary>
    public long PreviousKeyReads { get; init; }

    /// <summary>Entries that could not be decrypted: changed, of another key or tenant, or no ciphertext at all.</summary>
    public long DecryptionFailures { get; init; }

    /// <summary>Of the answered calls, those that got a value past its life.</summary>
    public long StaleHits { get; init; }

    /// <summary>Of those, the ones that got it because the body had failed (<c>FailSafe</c>).</summary>
    public long FailSafeHits { get; init; }

    /// <summary>Calls that got a value past its life because the body was late (<c>SoftTimeout</c>).</summary>
    public long SoftTimeouts { get; init; }

    /// <summary>Runs of the body that were given up because they took too long (<c>HardTimeout</c>).</summary>
    public long HardTimeouts { get; init; }

    /// <summary>Background refreshes that brought a value.</summary>
    public long Refreshes { get; init; }

    /// <summary>Background refreshes that failed.</summary>
    public long RefreshFailures { get; init; }

    /// <summary>Streams that were read but not recorded to their end, because they were too large, or an item had no encoded form.</summary>
    public long StreamsNotRecorded { get; init; }
}
