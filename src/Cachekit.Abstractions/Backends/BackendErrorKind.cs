namespace Cachekit;

/// <summary>What a backend failure means for the next try; the classes are those of all CacheKit SDKs.</summary>
public enum BackendErrorKind
{
    /// <summary>Not classified; not retried.</summary>
    Unknown = 0,

    /// <summary>Likely to pass: connection lost, disk full, server loading. Worth another try.</summary>
    Transient = 1,

    /// <summary>The same call will fail again: illegal input, a limit, a read-only store.</summary>
    Permanent = 2,

    /// <summary>No answer in time. Worth another try.</summary>
    Timeout = 3,

    /// <summary>The backend refused the credentials.</summary>
    Authentication = 4,

    /// <summary>The backend was not asked: it failed too often, and its circuit breaker is open.</summary>
    CircuitOpen = 5,

    /// <summary>The backend was not asked: too many calls are waiting for it.</summary>
    Backpressure = 6,
}
