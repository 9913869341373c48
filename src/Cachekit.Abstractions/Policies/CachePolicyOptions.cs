namespace Cachekit;

/// <summary>Settings of cached methods. What is <see langword="null"/> is left to the next source: attributes, options, environment, preset.</summary>
/// <remarks>Each has the meaning and the range of the attribute's property of its name (<see cref="CacheSettingsAttribute"/>).</remarks>
public sealed class CachePolicyOptions
{
    /// <inheritdoc cref="CacheSettingsAttribute.SwrEnabled"/>
    public bool? SwrEnabled { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.SwrThresholdRatio"/>
    public double? SwrThresholdRatio { get; set; }

    /// <summary>How long an entry can still be served after its life has ended.</summary>
    /// <value>More than zero, or zero for no stale window.</value>
    public TimeSpan? StaleFor { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.BackgroundRefresh"/>
    public BackgroundRefresh? BackgroundRefresh { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.FailSafe"/>
    public bool? FailSafe { get; set; }

    /// <summary>How long a caller waits for the body where there is a stale value to serve instead.</summary>
    /// <value>More than zero.</value>
    public TimeSpan? SoftTimeout { get; set; }

    /// <summary>How long the body may take.</summary>
    /// <value>More than zero.</value>
    public TimeSpan? HardTimeout { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.LockEnabled"/>
    public bool? LockEnabled { get; set; }

    /// <summary>How long a miss waits for the process that holds the lock before it runs the body itself.</summary>
    /// <value>Zero or more; zero: it does not wait.</value>
    public TimeSpan? LockWait { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.Sliding"/>
    public bool? Sliding { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.Jitter"/>
    public double? Jitter { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.Priority"/>
    public CachePriority? Priority { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.LocalEnabled"/>
    public bool? LocalEnabled { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.LocalMaxSizeMb"/>
    public int? LocalMaxSizeMb { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.InvalidationEnabled"/>
    public bool? InvalidationEnabled { get; set; }

    /// <inheritdoc cref="CacheSettingsAttribute.NamespaceIndex"/>
    public bool? NamespaceIndex { get; set; }
}
