namespace Cachekit.Secrets;

/// <summary>What the number of a version means.</summary>
public enum RedenvVersionMode
{
    /// <summary>The number that the version has: 1 is the first one ever. Negative numbers count from the oldest that is kept: -1 is the oldest.</summary>
    Id,

    /// <summary>The place in the history: 0 is the latest, 1 the one before. Negative numbers count from the oldest that is kept: -1 is the oldest.</summary>
    Index,
}
