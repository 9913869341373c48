using System.ComponentModel;
using Cachekit.Storage;

namespace Cachekit.CompilerServices;

/// <summary>Checks tags whose placeholders have been filled in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TagText
{
    /// <summary>The tag, if it may be one.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="method">The method that has or invalidates it, for the message.</param>
    /// <returns>The tag.</returns>
    /// <exception cref="CacheKeyException">It has no character, or more than 256.</exception>
    public static string Require(string tag, string method) =>
        tag is { Length: > 0 and <= EntryMetadata.MaxTagLength }
            ? tag
            : throw new CacheKeyException($"A tag of '{method}' has {tag?.Length ?? 0} characters once its values are filled in, but a tag has 1 to {EntryMetadata.MaxTagLength}: shorten the template, or the arguments in it.");
}
