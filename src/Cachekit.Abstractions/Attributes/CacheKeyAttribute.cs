namespace Cachekit;

/// <summary>Puts a field or property of the instance into the keys of all its cached methods; on parameters, only the marked ones are in the key.</summary>
/// <remarks>
/// A method of an instance reads that instance's state; whatever changes the result must be in the key. The member is read at each call.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CacheKeyAttribute : Attribute;
