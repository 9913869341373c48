using System.ComponentModel;

#nullable disable annotations // string and string? have the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

/// <summary><see cref="Version"/> as text, or nil.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class VersionCodec : ValueCodec<Version>
{
    // Four numbers of ten digits and three dots.
    private const int MaxLength = 43;

    internal VersionCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Version value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out var length);
        writer.WriteUtf8(text[..length]);
    }

    /// <inheritdoc/>
    public override Version Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        if (reader.ReadString() is not { } text)
        {
            return null;
        }

        if (!Version.TryParse(text, out var value))
        {
            SerializationErrors.InvalidText("a version like 1.2.3.4", start);
        }

        return value;
    }
}
