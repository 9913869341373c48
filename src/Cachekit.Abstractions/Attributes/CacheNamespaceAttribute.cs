namespace Cachekit;

/// <summary>The namespace of all cached methods of a type that name none themselves.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class CacheNamespaceAttribute : Attribute
{
    /// <summary>Names the namespace.</summary>
    /// <param name="name">1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>; at most 46 are recommended.</param>
    public CacheNamespaceAttribute(string name) => Name = name;

    /// <summary>The namespace.</summary>
    public string Name { get; }
}
