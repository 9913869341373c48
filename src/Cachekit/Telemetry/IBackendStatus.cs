namespace Cachekit.Telemetry;

/// <summary>What protects a backend, as it is now; read when somebody collects metrics or asks for health.</summary>
internal interface IBackendStatus
{
    /// <summary>Whether calls reach it.</summary>
    CacheBreakerState BreakerState { get; }

    /// <summary>Operations that run.</summary>
    int Running { get; }

    /// <summary>Operations that wait to run.</summary>
    int Queued { get; }

    /// <summary>How many may wait.</summary>
    int QueueLimit { get; }

    /// <summary>How long an operation may take now; <see langword="null"/>: as long as the backend lets it.</summary>
    TimeSpan? Timeout { get; }

    /// <summary>Operations that the breaker has refused so far.</summary>
    long BreakerRefusals { get; }

    /// <summary>Operations that found the queue full, or waited in vain, so far.</summary>
    long QueueRefusals { get; }

    /// <summary>Operations that were tried again so far.</summary>
    long Retries { get; }
}
