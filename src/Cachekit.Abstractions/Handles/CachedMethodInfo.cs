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

    /// <summary>Calls answered from memory, stale values too.</summary>
    public required long LocalHits { get; init; }

    /// <summary>Calls answered from the backend, stale values too.</summary>
    public required long BackendHits { get; init; }

    /// <summary>Calls for which neither layer had an entry.</summary>
    public required long Misses { get; init; }

    /// <summary>Whether every layer holds ciphertext only.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Entries that a previous master key decrypted. When it stays at 0 everywhere for the longest life of entries, the key can go.</summary>
    public long PreviousKeyReads { get; init; }

    /// <summary>Entries that could not be decrypted: changed, of another key or tenant, or no ciphertext at all.</summary>
    public long DecryptionFailures { get; init; }

    /// <summary>Calls answered from memory or from the backend.</summary>
    public long Hits => LocalHits + BackendHits;

    /// <summary>Those of the hits whose value was past its life: served while it was made anew, or because that failed.</summary>
    public long StaleHits { get; init; }

    /// <summary>Refreshes in the background that succeeded.</summary>
    public long Refreshes { get; init; }

    /// <summary>Refreshes in the background whose body failed.</summary>
    public long RefreshFailures { get; init; }

    /// <summary>Streams that were read but not recorded to their end, because they were too large, or an item had no encoded form.</summary>
    public long StreamsNotRecorded { get; init; }

    /// <summary>Refreshes that were due and did not run, for example because too many ran already, or that ran and were overtaken by a newer write.</summary>
    public long RefreshesSkipped { get; init; }

    /// <summary>Calls that got a stale value because the body failed.</summary>
    public long FailSafeHits { get; init; }

    /// <summary>Calls that got a stale value because the body took longer than the soft timeout.</summary>
    public long SoftTimeouts { get; init; }

    /// <summary>Runs of the body that the hard timeout ended.</summary>
    public long HardTimeouts { get; init; }

    /// <summary>Misses that asked for the lock of their key among all processes.</summary>
    public long LockWaits { get; init; }

    /// <summary>Runs of the body, those in the background too.</summary>
    public long BodyRuns { get; init; }

    /// <summary>Those of them that threw.</summary>
    public long BodyFailures { get; init; }

    /// <summary>Invalidations of entries, of the method or of its namespace, in this process and by messages of others.</summary>
    public long Invalidations { get; init; }

    /// <summary>Entries that left memory while they were alive, because the budget was spent.</summary>
    public long Evictions { get; init; }

    /// <summary>The bytes that all entries of the namespace may take in memory together; <see langword="null"/>: nothing is kept in memory.</summary>
    public long? LocalLimitBytes { get; init; }

    /// <summary>How long the backend took on average to answer reads of the method; <see langword="null"/> before the first one. Failures do not count.</summary>
    public TimeSpan? AverageBackendLatency { get; init; }

    /// <summary>When the method was last used, or <see langword="null"/>.</summary>
    /// <remarks>To some milliseconds for calls that memory did not answer. Hits in memory look at no clock; they are noticed every 30 seconds, and by reading this.</remarks>
    public DateTimeOffset? LastOperationAt { get; init; }
}
