namespace Cachekit.Telemetry;

/// <summary>How a miss's wait for the lock of its key ended.</summary>
internal enum LockOutcome
{
    /// <summary>It has the lock.</summary>
    Acquired = 0,

    /// <summary>The holder's result came.</summary>
    Served,

    /// <summary>The wait was over before either.</summary>
    TimedOut,

    /// <summary>The backend could not say.</summary>
    Failed,
}
