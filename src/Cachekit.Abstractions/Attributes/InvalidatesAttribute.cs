namespace Cachekit;

/// <summary>Removes the entry of a cached method of the same type after this method's body has succeeded.</summary>
/// <remarks>
/// <para>The arguments of the entry are taken from the parameters of the same names; the compiler checks that there is one for each.
/// Where several overloads have the name, all that can be bound are invalidated.</para>
/// <para>The body follows the convention of <see cref="CacheAttribute"/>: <c>RenameAsync</c> runs <c>RenameCoreAsync</c>. When the body throws,
/// nothing is removed. When the backend cannot be reached, the failure is logged and the call still succeeds.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class InvalidatesAttribute : Attribute
{
    /// <summary>Names the cached method.</summary>
    /// <param name="method">The method's name; use <see langword="nameof"/>.</param>
    public InvalidatesAttribute(string method) => Method = method;

    /// <summary>The name of the cached method.</summary>
    public string Method { get; }

    /// <summary>The name of the uncached body of this method, when the naming convention is not wanted.</summary>
    public string? Source { get; set; }
}
