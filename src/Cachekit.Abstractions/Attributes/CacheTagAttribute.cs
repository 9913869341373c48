namespace Cachekit;

/// <summary>Tags the entries of a cached method, so that all entries with a tag can be invalidated together, also those of other methods.</summary>
/// <remarks>
/// <c>{name}</c> stands for a parameter that is in the key, or for a member with <see cref="CacheKeyAttribute"/>; <c>{{</c> and <c>}}</c> for braces. The compiler checks the names.
/// Values are written invariantly, enums by name. Tags that depend on the result come with a <see cref="Cacheable{T}"/>.
/// </remarks>
/// <example><code>
/// [Cache, CacheTag("user:{userId}"), CacheTag("orders")]
/// public partial Task&lt;Order[]&gt; GetOrdersAsync(int userId);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class CacheTagAttribute : Attribute
{
    /// <summary>Adds a tag.</summary>
    /// <param name="template">The tag, 1 to 256 characters with its values filled in.</param>
    public CacheTagAttribute(string template) => Template = template;

    /// <summary>The tag, with placeholders.</summary>
    public string Template { get; }
}
