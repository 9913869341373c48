namespace Cachekit.Local;

/// <summary>The times of an entry in memory, by the coarse clock; <see cref="long.MaxValue"/> stands for never.</summary>
/// <param name="FreshUntil">Until when hits return it without a second thought: it is not yet to be made anew, nor at its end.</param>
/// <param name="LifeEndsAt">When its life ends; from then on it is stale.</param>
/// <param name="ExpiresAt">When it is not served at all any more: the end of its stale window.</param>
/// <param name="Life">Its whole life in milliseconds.</param>
internal readonly record struct EntryTimes(long FreshUntil, long LifeEndsAt, long ExpiresAt, long Life)
{
    /// <summary>An entry that is fresh to its end.</summary>
    internal static EntryTimes Until(long expiresAt) => new(expiresAt, expiresAt, expiresAt, expiresAt);
}
