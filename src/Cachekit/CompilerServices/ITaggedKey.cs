using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>A key of a method with <see cref="CacheTagAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITaggedKey
{
    /// <summary>The tags of the entry, with its values filled in.</summary>
    string[] GetTags();
}
