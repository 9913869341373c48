namespace Cachekit.AspNetCore;

/// <summary>What became of the wish to give an entry a new life.</summary>
internal enum RenewalOutcome
{
    /// <summary>The entry has the new life.</summary>
    Renewed,

    /// <summary>There is no entry; nothing was done.</summary>
    Absent,

    /// <summary>The entry is past its freshness.</summary>
    Stale,

    /// <summary>The new life and the entry's stale window together are too long.</summary>
    TooLong,
}
