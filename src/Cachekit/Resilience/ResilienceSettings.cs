namespace Cachekit.Resilience;

/// <summary>What stands between cached methods and one backend, found valid.</summary>
internal sealed record ResilienceSettings
{
    internal bool Enabled { get; init; } = true;

    internal int FailureThreshold { get; init; } = 5;

    internal TimeSpan FailureWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>As in the Rust and TypeScript SDKs. Python waits 30 seconds, in which a backend that is back already is not used.</summary>
    internal TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(5);

    internal int SuccessesToClose { get; init; } = 3;

    internal int Probes { get; init; } = 3;

    internal int Attempts { get; init; } = 3;

    internal TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    internal TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    internal int ConcurrencyLimit { get; init; } = 100;

    internal int QueueLimit { get; init; } = 1000;

    internal TimeSpan QueueTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    internal bool TimeoutEnabled { get; init; } = true;

    internal TimeSpan InitialTimeout { get; init; } = TimeSpan.FromSeconds(1);

    internal TimeSpan MinimumTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    internal TimeSpan MaximumTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal int TimeoutWindow { get; init; } = 1000;

    internal int TimeoutPercentile { get; init; } = 95;
}
