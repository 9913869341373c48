namespace Cachekit;

/// <summary>Invalidates all entries with a tag after this method's body has succeeded, in all processes.</summary>
/// <remarks>
/// <c>{name}</c> stands for a parameter, as in <see cref="CacheTagAttribute"/>. It stands alone or beside <see cref="InvalidatesAttribute"/>; body and failures are as there.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class InvalidatesTagAttribute : Attribute
{
    /// <summary>Names the tag.</summary>
    /// <param name="template">The tag, with placeholders.</param>
    public InvalidatesTagAttribute(string template) => Template = template;

    /// <summary>The tag, with placeholders.</summary>
    public string Template { get; }

    /// <summary>The name of the uncached body of this method, when the naming convention is not wanted.</summary>
    public string? Source { get; set; }
}
