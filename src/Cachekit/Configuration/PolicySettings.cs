namespace Cachekit.Configuration;

/// <summary>All settings of <see cref="CachePolicyOptions"/>; the ranges are those of <see cref="CacheSettingsAttribute"/>.</summary>
internal static class PolicySettings
{
    /// <summary>More than a timer of .NET can wait for would never come.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private const string NothingInBackground = "does nothing in the background";
    private const string NothingBetweenProcesses = "does nothing between processes";

    /// <summary>By name.</summary>
    internal static IReadOnlyList<PolicySetting> All { get; } =
    [
        new PolicySetting<BackgroundRefresh>(
            nameof(CachePolicyOptions.BackgroundRefresh),
            static policy => policy.BackgroundRefresh,
            static (policy, value) => policy.BackgroundRefresh = value,
            static (settings, name) => settings.Name<BackgroundRefresh>(name))
        {
            IsValid = static value => Enum.IsDefined(value),
            Range = "Auto, SameInstance or Never",
            IsForTest = static value => value is BackgroundRefresh.Never,
            TestReason = NothingInBackground,
        },
        Flag(nameof(CachePolicyOptions.FailSafe), static policy => policy.FailSafe, static (policy, value) => policy.FailSafe = value),
        Wait(nameof(CachePolicyOptions.HardTimeout), static policy => policy.HardTimeout, static (policy, value) => policy.HardTimeout = value),
        Flag(
            nameof(CachePolicyOptions.InvalidationEnabled),
            static policy => policy.InvalidationEnabled,
            static (policy, value) => policy.InvalidationEnabled = value,
            NothingBetweenProcesses),
        new PolicySetting<double>(
            nameof(CachePolicyOptions.Jitter),
            static policy => policy.Jitter,
            static (policy, value) => policy.Jitter = value,
            static (settings, name) => settings.Fraction(name, "0.1"))
        {
            IsValid = static value => value is >= 0 and <= 0.5,
            Range = "0 to 0.5",
            IsForTest = static value => value == 0,
            TestReason = "does nothing at random",
        },
        Flag(nameof(CachePolicyOptions.LocalEnabled), static policy => policy.LocalEnabled, static (policy, value) => policy.LocalEnabled = value),
        new PolicySetting<int>(
            nameof(CachePolicyOptions.LocalMaxSizeMb),
            static policy => policy.LocalMaxSizeMb,
            static (policy, value) => policy.LocalMaxSizeMb = value,
            static (settings, name) => settings.Integer(name, 0, int.MaxValue, "100"))
        {
            IsValid = static value => value >= 1,
            Range = "1 or more; set LocalEnabled to false to keep nothing in memory",
        },
        Flag(
            nameof(CachePolicyOptions.LockEnabled),
            static policy => policy.LockEnabled,
            static (policy, value) => policy.LockEnabled = value,
            NothingBetweenProcesses),
        new PolicySetting<TimeSpan>(
            nameof(CachePolicyOptions.LockWait),
            static policy => policy.LockWait,
            static (policy, value) => policy.LockWait = value,
            static (settings, name) => settings.Duration(name, "5s"))
        {
            IsValid = static value => value >= TimeSpan.Zero && value <= LongestWait,
            Range = "0 or more, at most 30 days",
        },
        Flag(nameof(CachePolicyOptions.NamespaceIndex), static policy => policy.NamespaceIndex, static (policy, value) => policy.NamespaceIndex = value),
        new PolicySetting<CachePriority>(
            nameof(CachePolicyOptions.Priority),
            static policy => policy.Priority,
            static (policy, value) => policy.Priority = value,
            static (settings, name) => settings.Name<CachePriority>(name))
        {
            IsValid = static value => Enum.IsDefined(value),
            Range = "Low, Normal, High or NeverRemove",
        },
        Flag(nameof(CachePolicyOptions.Sliding), static policy => policy.Sliding, static (policy, value) => policy.Sliding = value),
        Wait(
            nameof(CachePolicyOptions.SoftTimeout),
            static policy => policy.SoftTimeout,
            static (policy, value) => policy.SoftTimeout = value,
            NothingInBackground),
        new PolicySetting<TimeSpan>(
            nameof(CachePolicyOptions.StaleFor),
            static policy => policy.StaleFor,
            static (policy, value) => policy.StaleFor = value,
            static (settings, name) => settings.Duration(name, "10m"))
        {
            IsValid = static value => value >= TimeSpan.Zero && value <= TtlLimits.Longest,
            Range = "0 or more, at most 3650 days",
        },
        Flag(
            nameof(CachePolicyOptions.SwrEnabled),
            static policy => policy.SwrEnabled,
            static (policy, value) => policy.SwrEnabled = value,
            NothingInBackground),
        new PolicySetting<double>(
            nameof(CachePolicyOptions.SwrThresholdRatio),
            static policy => policy.SwrThresholdRatio,
            static (policy, value) => policy.SwrThresholdRatio = value,
            static (settings, name) => settings.Fraction(name, "0.5"))
        {
            IsValid = static value => value is >= 0.1 and <= 1,
            Range = "0.1 to 1",
        },
    ];

    private static PolicySetting<bool> Flag(
        string name, Func<CachePolicyOptions, bool?> get, Action<CachePolicyOptions, bool?> set, string? notForTest = null) =>
        new(name, get, set, static (settings, name) => settings.Boolean(name))
        {
            IsForTest = value => !value || notForTest is null,
            TestReason = notForTest ?? "",
        };

    private static PolicySetting<TimeSpan> Wait(
        string name, Func<CachePolicyOptions, TimeSpan?> get, Action<CachePolicyOptions, TimeSpan?> set, string? notForTest = null) =>
        new(name, get, set, static (settings, name) => settings.Duration(name, "2s"))
        {
            IsValid = static value => value > TimeSpan.Zero && value <= LongestWait,
            Range = "more than 0, at most 30 days",
            IsForTest = _ => notForTest is null,
            TestReason = notForTest ?? "",
        };
}
