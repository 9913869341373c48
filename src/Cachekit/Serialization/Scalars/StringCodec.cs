using System.ComponentModel;

#nullable disable annotations // string and string? have the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

/// <summary><see cref="string"/> as text, or nil.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StringCodec : ValueCodec<string>
{
    internal StringCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, string value)
    {
        writer.WriteString(value);
    }

    /// <inheritdoc/>
    public override string Read(ref MessagePackReader reader)
    {
        return reader.ReadString();
    }
}
