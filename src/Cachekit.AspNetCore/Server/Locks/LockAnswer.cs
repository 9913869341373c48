namespace Cachekit.AspNetCore;

/// <summary>What became of the wish for a lock.</summary>
/// <param name="Id">The id of the lock; <see langword="null"/>: it was not given.</param>
/// <param name="TooMany">Whether it was not given because there are too many locks already, and not because somebody holds it.</param>
internal readonly record struct LockAnswer(string? Id, bool TooMany = false);
