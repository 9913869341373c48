namespace Cachekit;

/// <summary>How often a call to a backend is repeated. Only failures that are likely to pass are: transient ones, and timeouts.</summary>
/// <remarks>
/// All attempts of a call and the pauses between them end within <see cref="BackendTimeoutOptions.Maximum"/>. Backends that repeat calls themselves
/// are not asked again: Http and Memcached, unless their own retries are off.
/// </remarks>
public sealed class BackendRetryOptions
{
    /// <summary>How often a call is tried in all.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Retry:Attempts</c>, or else 3. 1 to 10; 1: nothing is repeated.</value>
    public int? Attempts { get; set; }

    /// <summary>The pause before the first repetition. It doubles each time, and a random factor from 0.5 to 1.5 spreads it.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Retry:BaseDelay</c>, or else 100 milliseconds. More than 0, at most 1 minute.</value>
    public TimeSpan? BaseDelay { get; set; }

    /// <summary>The longest pause, before the random factor.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Retry:MaxDelay</c>, or else 5 seconds. At least <see cref="BaseDelay"/>, at most 1 minute.</value>
    public TimeSpan? MaxDelay { get; set; }
}
