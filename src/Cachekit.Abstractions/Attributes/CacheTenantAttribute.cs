namespace Cachekit;

/// <summary>Marks the parameter, or the member of the instance, that says whose key encrypts the entries of secure methods.</summary>
/// <remarks>
/// It is a <see cref="string"/> of 1 to 1024 bytes of UTF-8, used byte for byte; a call with another one, or with null, is a
/// <see cref="CacheConfigurationException"/>. It is part of the cache key as well, so tenants never share an entry,
/// not even in memory.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CacheTenantAttribute : Attribute;
