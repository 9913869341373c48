namespace Cachekit.Backends;

/// <summary>What the cache in front of this backend has counted since it began; the numbers never go down.</summary>
/// <param name="LocalEnabled">Whether entries are kept in memory too.</param>
/// <param name="LocalHits">Calls that the memory answered.</param>
/// <param name="BackendHits">Calls that this backend answered.</param>
/// <param name="Misses">Calls that neither answered.</param>
internal readonly record struct HttpUsage(bool LocalEnabled, long LocalHits, long BackendHits, long Misses);
