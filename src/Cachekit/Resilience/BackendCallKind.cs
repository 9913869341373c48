namespace Cachekit.Resilience;

/// <summary>How a call's duration relates to that of other calls.</summary>
internal enum BackendCallKind
{
    /// <summary>A call for one entry: it has the adaptive timeout, and its duration counts for it.</summary>
    Entry,

    /// <summary>A call whose duration depends on how much it moves: it has the longest timeout, and says nothing about others.</summary>
    Bulk,

    /// <summary>A call that goes through all keys: it takes its time, and is not repeated.</summary>
    Sweep,
}
