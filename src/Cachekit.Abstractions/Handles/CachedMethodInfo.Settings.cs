namespace Cachekit;

/// <content>The settings that attributes, options, environment and preset come to.</content>
public sealed partial record CachedMethodInfo
{
    /// <summary>Whether values are served while they are made anew in the background.</summary>
    public bool SwrEnabled { get; init; }

    /// <summary>The part of its life after which a value is made anew, without its jitter.</summary>
    public double SwrThresholdRatio { get; init; }

    /// <summary>How long a value can be served past its life; zero: not at all.</summary>
    public TimeSpan StaleFor { get; init; }

    /// <summary>On which instance a background refresh runs, or that there is none.</summary>
    public BackgroundRefresh BackgroundRefresh { get; init; }

    /// <summary>Whether a stale value is served where the body fails.</summary>
    public bool FailSafe { get; init; }

    /// <summary>How long callers wait for the body who could have a stale value; <see langword="null"/>: as long as it takes.</summary>
    public TimeSpan? SoftTimeout { get; init; }

    /// <summary>How long the body may take; <see langword="null"/>: as long as it takes.</summary>
    public TimeSpan? HardTimeout { get; init; }

    /// <summary>Whether a miss takes a lock, where the backend has locks.</summary>
    public bool LockEnabled { get; init; }

    /// <summary>How long a miss waits for the process that holds the lock; <see langword="null"/>: as long as bodies have taken so far, with a margin.</summary>
    public TimeSpan? LockWait { get; init; }

    /// <summary>Whether a use starts an entry's life anew.</summary>
    public bool Sliding { get; init; }

    /// <summary>By which part lives are shortened at random, 0 to 0.5.</summary>
    public double Jitter { get; init; }

    /// <summary>When entries leave memory.</summary>
    public CachePriority Priority { get; init; }

    /// <summary>Whether entries are kept in the memory of this process.</summary>
    public bool LocalEnabled { get; init; }

    /// <summary>The memory budget of the namespace in units of 1,048,576 bytes where this method says one; otherwise <see langword="null"/>.</summary>
    public long? LocalMaxSizeMb { get; init; }

    /// <summary>Whether processes tell each other what is invalid.</summary>
    public bool InvalidationEnabled { get; init; }

    /// <summary>Whether the whole namespace can be invalidated in constant time.</summary>
    public bool NamespaceIndex { get; init; }
}
