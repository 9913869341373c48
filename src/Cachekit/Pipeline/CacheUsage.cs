namespace Cachekit.Pipeline;

/// <summary>What the methods of a runtime that use a backend have counted since it began; the numbers never go down.</summary>
/// <param name="LocalEnabled">Whether entries are kept in memory too.</param>
/// <param name="LocalHits">Calls that the memory answered.</param>
/// <param name="BackendHits">Calls that the backend answered.</param>
/// <param name="Misses">Calls that neither answered.</param>
internal readonly record struct CacheUsage(bool LocalEnabled, long LocalHits, long BackendHits, long Misses);
