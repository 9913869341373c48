using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>A body that can be run later, on another instance of its class, and that can tell whether its arguments are still what they were.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TBody">The body itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOwnedBody<TKey, TBody>
    where TKey : struct, ICacheKey<TKey>
    where TBody : struct
{
    /// <summary>The class of the instance; <see langword="null"/> for static methods and for structs, which have no other instance.</summary>
    Type? OwnerType { get; }

    /// <summary>The same call on another instance.</summary>
    /// <param name="owner">An instance of <see cref="OwnerType"/>.</param>
    TBody MovedTo(object owner);

    /// <summary>The key of the call as the arguments, and the instance's members in the key, are now.</summary>
    TKey GetKey();
}
