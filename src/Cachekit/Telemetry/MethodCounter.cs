namespace Cachekit.Telemetry;

/// <summary>What is counted of a method. <see cref="CachedMethodInfo"/> and the metrics read the same numbers.</summary>
internal enum MethodCounter
{
    /// <summary>Calls that memory answered beside those that its store counts.</summary>
    SharedLocalHits = 0,
    BackendHits,
    StaleLocalHits,
    StaleBackendHits,
    Misses,
    RefreshesStarted,
    RefreshesSucceeded,
    RefreshesFailed,
    FailSafeServed,
    SoftTimeouts,
    HardTimeouts,
    LockWaits,
    BodyRuns,
    BodyFailures,
    BackendReads,
    BackendReadTicks,
    BytesRead,
    BytesWritten,
    PreviousKeyReads,
    UndecodableLocal,
    UndecodableBackend,
    TooLarge,
    Batches,
    BatchHits,
    BatchMisses,

    /// <summary>How many there are.</summary>
    Count,
}
