namespace Cachekit;

/// <summary>How a backend does.</summary>
public sealed record CacheBackendHealth
{
    /// <summary>The backend's own short name, for example <c>redis</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>The name under which methods use it, or several with commas; <see langword="null"/> where it has none.</summary>
    public required string? Name { get; init; }

    /// <summary>The worst of <see cref="Components"/>.</summary>
    public required CacheHealthStatus Status { get; init; }

    /// <summary>
    /// How its parts do: <c>calls</c> (unhealthy after a failure, until the next success), <c>breaker</c> (unhealthy when open, degraded when half-open), <c>load</c> (degraded from
    /// 80 % of its queue, unhealthy when that is full), <c>connection</c> (what it answered when it was asked). A part that is not there, or was not asked, is missing.
    /// </summary>
    public required IReadOnlyDictionary<string, CacheHealthStatus> Components { get; init; }

    /// <summary>What it answered; <see langword="null"/> when it was not asked. Details are in it only with <see cref="CacheHealthLevel.Full"/>.</summary>
    public required BackendHealth? Answer { get; init; }

    /// <summary>Whether calls reach it; <see langword="null"/> when it has no breaker.</summary>
    public CacheBreakerState? BreakerState { get; init; }

    /// <summary>Operations that run.</summary>
    public int Running { get; init; }

    /// <summary>Operations that wait to run.</summary>
    public int Queued { get; init; }

    /// <summary>How long an operation may take now; <see langword="null"/> when nothing limits it here.</summary>
    public TimeSpan? Timeout { get; init; }
}
