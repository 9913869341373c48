using System.ComponentModel;

#nullable disable annotations // string and string? have the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

/// <summary><see cref="Uri"/> as the text that it was made from, or nil.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UriCodec : ValueCodec<Uri>
{
    internal UriCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Uri value)
    {
        writer.WriteString(value is null ? null : TextOf(value));
    }

    /// <inheritdoc/>
    public override Uri Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        if (reader.ReadString() is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, StartsLikePath(text) ? UriKind.Relative : UriKind.RelativeOrAbsolute, out var value))
        {
            SerializationErrors.InvalidText("a URI", start);
        }

        return value;
    }

    // "/a" is a relative reference on Windows and a file on Unix. It is kept for the reference; the file is written as file:///a.
    private static string TextOf(Uri value) =>
        value.IsAbsoluteUri && StartsLikePath(value.OriginalString) ? value.AbsoluteUri : value.OriginalString;

    private static bool StartsLikePath(string text) => text.Length > 0 && text[0] is '/' or '\\';
}
