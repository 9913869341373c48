namespace Cachekit.Telemetry;

/// <summary>Why a refresh that was due did not run.</summary>
internal enum RefreshSkipReason
{
    /// <summary>Not said.</summary>
    Other = 0,

    /// <summary>As many run already as may at a time.</summary>
    Limit,

    /// <summary>The policy allows none here.</summary>
    Forbidden,

    /// <summary>This process refreshes the entry already.</summary>
    Running,

    /// <summary>Another process does.</summary>
    LockHeld,

    /// <summary>It ran, but a newer write or an invalidation made its result worthless.</summary>
    Superseded,

    /// <summary>The last one failed too recently.</summary>
    BackOff,
}
