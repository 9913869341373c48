using System.ComponentModel;
using System.Buffers.Text;

namespace Cachekit.Serialization;

/// <summary><see cref="Guid"/> as text of the form "D".</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GuidCodec : ValueCodec<Guid>
{
    internal GuidCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out _, "D");
        writer.WriteUtf8(text);
    }

    /// <inheritdoc/>
    public override Guid Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var text = reader.ReadUtf8();
        if (!Utf8Parser.TryParse(text, out Guid value, out var consumed, 'D') || consumed != text.Length)
        {
            SerializationErrors.InvalidText("a Guid of the form 00000000-0000-0000-0000-000000000000", start);
        }

        return value;
    }
}
