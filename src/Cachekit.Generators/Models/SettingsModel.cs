namespace Cachekit.Generators.Models;

/// <summary>What the attributes say beyond life, namespace and backend. What is null is left to options and preset.</summary>
/// <remarks>Durations are ticks, members of enums are names.</remarks>
internal sealed record SettingsModel
{
    public static SettingsModel Empty { get; } = new();

    public bool? SwrEnabled { get; init; }

    public double? SwrThresholdRatio { get; init; }

    public long? StaleFor { get; init; }

    public string? BackgroundRefresh { get; init; }

    public bool? FailSafe { get; init; }

    public long? SoftTimeout { get; init; }

    public long? HardTimeout { get; init; }

    public bool? LockEnabled { get; init; }

    public long? LockWait { get; init; }

    public bool? Sliding { get; init; }

    public double? Jitter { get; init; }

    public string? Priority { get; init; }

    public bool? LocalEnabled { get; init; }

    public int? LocalMaxSizeMb { get; init; }

    public bool? InvalidationEnabled { get; init; }

    public bool? NamespaceIndex { get; init; }
}
