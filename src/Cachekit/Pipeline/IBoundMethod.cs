namespace Cachekit.Pipeline;

/// <summary>What a runtime has to know about the methods that use it, whatever their types are.</summary>
internal interface IBoundMethod
{
    string? Namespace { get; }

    /// <summary>Whether the backend may hold entries that the invalidation of a whole method or namespace does not reach.</summary>
    bool LeavesSharedEntries { get; }

    /// <summary>Takes all running flights out of the table; their results are returned, but not stored.</summary>
    void DetachFlights();
}
