namespace Cachekit;

/// <summary>Leaves a parameter out of the key, or a member out of the stored value.</summary>
/// <remarks>
/// On a parameter: it still reaches the uncached body, but two calls that differ only in it share one entry.
/// On a property or field of a cached type: the member is not stored and has its default after a read from the cache.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CacheIgnoreAttribute : Attribute;
