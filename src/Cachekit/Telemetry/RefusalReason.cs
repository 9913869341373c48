namespace Cachekit.Telemetry;

/// <summary>Why an operation was not let through to a backend.</summary>
internal enum RefusalReason
{
    /// <summary>The breaker is open.</summary>
    BreakerOpen = 0,

    /// <summary>As many wait as may.</summary>
    QueueFull,

    /// <summary>It waited as long as it may.</summary>
    QueueTimeout,
}
