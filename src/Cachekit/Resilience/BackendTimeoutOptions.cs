namespace Cachekit;

/// <summary>How long one call to a backend may take: as long as most of the last calls took, and half of that more.</summary>
/// <remarks>
/// A timeout ends asynchronous calls. A synchronous call is ended by the backend's own timeout only; how long it took counts all the same. Batches
/// and values of 1 MB and more have <see cref="Maximum"/> and say nothing about other calls; removing all keys that begin alike has no timeout.
/// </remarks>
public sealed class BackendTimeoutOptions
{
    /// <summary>Whether calls have a timeout here, beside the backend's own.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Timeout:Enabled</c>, or else <see langword="true"/>.</value>
    public bool? Enabled { get; set; }

    /// <summary>Half of the timeout while fewer than 10 calls are known.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Timeout:Initial</c>, or else 1 second. From <see cref="Minimum"/> to <see cref="Maximum"/>.</value>
    public TimeSpan? Initial { get; set; }

    /// <summary>The shortest timeout.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Timeout:Minimum</c>, or else 100 milliseconds. More than 0.</value>
    public TimeSpan? Minimum { get; set; }

    /// <summary>The longest timeout, and the longest time that a call takes with all its repetitions.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Timeout:Maximum</c>, or else 5 seconds. At most 1 hour.</value>
    public TimeSpan? Maximum { get; set; }

    /// <summary>How many of the last calls count.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Timeout:Window</c>, or else 1000. 10 to 100,000.</value>
    public int? Window { get; set; }

    /// <summary>How many percent of them have to be faster than two thirds of the timeout.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Timeout:Percentile</c>, or else 95. 1 to 100.</value>
    public int? Percentile { get; set; }
}
