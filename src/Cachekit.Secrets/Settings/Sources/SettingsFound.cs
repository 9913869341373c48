using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A value that a source has: a text, or several texts by name or index.</summary>
/// <param name="Origin">The key and the source, as messages name them.</param>
/// <param name="Text">The text, or <see langword="null"/>: it has children.</param>
/// <param name="Children">The children, in their order.</param>
[DebuggerDisplay("{Origin,nq}")]
internal sealed record SettingsFound(string Origin, string? Text, IReadOnlyList<KeyValuePair<string, string?>> Children)
{
    public SettingsFound(string origin, string text)
        : this(origin, text, [])
    {
    }

    /// <summary>Where the value is, and nothing of it.</summary>
    public override string ToString() => Origin;
}
