namespace Cachekit;

/// <summary>What stands between cached methods and a backend: circuit breaker, retries, a limit of concurrent calls and an adaptive timeout.</summary>
/// <remarks>
/// Methods with <see cref="Preset.Minimal"/> and <see cref="Preset.Test"/> go to the backend directly, whatever is set here. What is said of one
/// backend (<see cref="CachekitOptions.ResilienceFor"/>, <c>Backends:{name}:Resilience</c>) wins over what is said of all; within each, options
/// win over the configuration.
/// </remarks>
public sealed class BackendResilienceOptions
{
    /// <summary>Whether there is anything in between at all.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Enabled</c>, or else <see langword="true"/>.</value>
    public bool? Enabled { get; set; }

    /// <summary>When calls stop because the backend fails, and when they begin again.</summary>
    public BackendBreakerOptions Breaker { get; } = new();

    /// <summary>How often a call is repeated that failed for a reason that may pass.</summary>
    public BackendRetryOptions Retry { get; } = new();

    /// <summary>How many calls there can be at once.</summary>
    public BackendConcurrencyOptions Concurrency { get; } = new();

    /// <summary>How long one call may take.</summary>
    public BackendTimeoutOptions Timeout { get; } = new();
}
