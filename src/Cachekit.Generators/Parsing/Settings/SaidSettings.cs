using Cachekit.Generators.Models;

namespace Cachekit.Generators.Parsing.Settings;

/// <summary>The explicit settings of a method, each with the rank of its attribute. Lives only while a method is parsed.</summary>
internal sealed record SaidSettings
{
    public Said<bool>? SwrEnabled { get; init; }

    public Said<double>? SwrThresholdRatio { get; init; }

    public Said<long>? StaleFor { get; init; }

    public Said<string>? BackgroundRefresh { get; init; }

    public Said<bool>? FailSafe { get; init; }

    public Said<long>? SoftTimeout { get; init; }

    public Said<long>? HardTimeout { get; init; }

    public Said<bool>? LockEnabled { get; init; }

    public Said<long>? LockWait { get; init; }

    public Said<bool>? Sliding { get; init; }

    public Said<double>? Jitter { get; init; }

    public Said<string>? Priority { get; init; }

    public Said<bool>? LocalEnabled { get; init; }

    public Said<int>? LocalMaxSizeMb { get; init; }

    public Said<bool>? InvalidationEnabled { get; init; }

    public Said<bool>? NamespaceIndex { get; init; }

    public SettingsModel ToModel() => new()
    {
        SwrEnabled = SwrEnabled?.Value,
        SwrThresholdRatio = SwrThresholdRatio?.Value,
        StaleFor = StaleFor?.Value,
        BackgroundRefresh = BackgroundRefresh?.Value,
        FailSafe = FailSafe?.Value,
        SoftTimeout = SoftTimeout?.Value,
        HardTimeout = HardTimeout?.Value,
        LockEnabled = LockEnabled?.Value,
        LockWait = LockWait?.Value,
        Sliding = Sliding?.Value,
        Jitter = Jitter?.Value,
        Priority = Priority?.Value,
        LocalEnabled = LocalEnabled?.Value,
        LocalMaxSizeMb = LocalMaxSizeMb?.Value,
        InvalidationEnabled = InvalidationEnabled?.Value,
        NamespaceIndex = NamespaceIndex?.Value,
    };
}
