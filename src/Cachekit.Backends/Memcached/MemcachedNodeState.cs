namespace Cachekit.Backends;

/// <summary>Whether a server is used.</summary>
internal enum MemcachedNodeState
{
    /// <summary>It is.</summary>
    Up,

    /// <summary>It failed a moment ago: its keys have no other place yet, and calls fail at once while it is tried again.</summary>
    Failing,

    /// <summary>It kept failing: its keys go to the other servers.</summary>
    LeftOut,
}
