namespace Cachekit;

/// <summary>How many calls to a backend there can be at once. Calls above that wait their turn for a while, and then run their body uncached.</summary>
public sealed class BackendConcurrencyOptions
{
    /// <summary>How many calls run at once.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Concurrency:Limit</c>, or else 100. 1 or more.</value>
    public int? Limit { get; set; }

    /// <summary>How many more can wait.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Concurrency:QueueLimit</c>, or else 1000. 0 or more; 0: nobody waits.</value>
    public int? QueueLimit { get; set; }

    /// <summary>How long a call waits at most.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Resilience:Concurrency:QueueTimeout</c>, or else 100 milliseconds. More than 0, at most 1 minute.</value>
    public TimeSpan? QueueTimeout { get; set; }
}
