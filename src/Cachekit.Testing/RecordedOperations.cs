namespace Cachekit.Testing;

/// <summary>What a backend can be asked, one kind or several.</summary>
[Flags]
public enum RecordedOperations
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reads of entries.</summary>
    Get = 1 << 0,

    /// <summary>Writes of entries.</summary>
    Set = 1 << 1,

    /// <summary>Removals of entries.</summary>
    Delete = 1 << 2,

    /// <summary>Removals of all entries whose keys begin alike.</summary>
    DeleteByPrefix = 1 << 3,

    /// <summary>Questions whether there is an entry.</summary>
    Exists = 1 << 4,

    /// <summary>Questions for the remaining life of an entry.</summary>
    GetTtl = 1 << 5,

    /// <summary>New lives for entries.</summary>
    RefreshTtl = 1 << 6,

    /// <summary>Requests for locks.</summary>
    AcquireLock = 1 << 7,

    /// <summary>New hold times for locks.</summary>
    RenewLock = 1 << 8,

    /// <summary>Locks that were given back.</summary>
    ReleaseLock = 1 << 9,

    /// <summary>Messages that were sent.</summary>
    Publish = 1 << 10,

    /// <summary>Listeners that began to listen.</summary>
    Subscribe = 1 << 11,

    /// <summary>Health checks.</summary>
    CheckHealth = 1 << 12,

    /// <summary>Everything.</summary>
    All = (1 << 13) - 1,
}
