namespace Cachekit.Backends;

/// <summary>What a reader makes of a file.</summary>
internal enum EntryVerdict
{
    /// <summary>The payload is the answer.</summary>
    Live,

    /// <summary>A miss; the file may go.</summary>
    Expired,

    /// <summary>A miss; the file may go.</summary>
    Corrupt,

    /// <summary>A miss, written by a newer SDK: the file stays as it is.</summary>
    Preserve,
}
