namespace Cachekit;

/// <summary>When a circuit breaker stops the calls to a failing backend, and when it lets them through again.</summary>
public sealed class BackendBreakerOptions
{
    /// <summary>After how many failures without a success between them the breaker opens.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Breaker:FailureThreshold</c>, or else 5. 1 to 1000.</value>
    public int? FailureThreshold { get; set; }

    /// <summary>Within which time these failures count.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Breaker:Window</c>, or else 60 seconds. More than 0, at most 1 day.</value>
    public TimeSpan? Window { get; set; }

    /// <summary>How long an open breaker refuses all calls before it tries one.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Breaker:OpenFor</c>, or else 5 seconds. More than 0, at most 1 day.</value>
    public TimeSpan? OpenFor { get; set; }

    /// <summary>How many successful tries close the breaker.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Breaker:SuccessesToClose</c>, or else 3. 1 or more.</value>
    public int? SuccessesToClose { get; set; }

    /// <summary>How many tries there can be at once. Fewer than <see cref="SuccessesToClose"/> are allowed: they follow each other.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Breaker:Probes</c>, or else 3. 1 or more.</value>
    public int? Probes { get; set; }
}
