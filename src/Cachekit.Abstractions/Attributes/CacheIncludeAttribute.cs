namespace Cachekit;

/// <summary>Stores a field of a cached type; without it only properties and constructor parameters are stored.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class CacheIncludeAttribute : Attribute;
