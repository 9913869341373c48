using System.ComponentModel;
using System.Buffers;
using System.Text;

namespace Cachekit.Serialization;

/// <summary><see cref="Rune"/> as text of one character.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RuneCodec : ValueCodec<Rune>
{
    internal RuneCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Rune value)
    {
        Span<byte> utf8 = stackalloc byte[4];
        writer.WriteUtf8(utf8[..value.EncodeToUtf8(utf8)]);
    }

    /// <inheritdoc/>
    public override Rune Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var utf8 = reader.ReadUtf8();
        if (Rune.DecodeFromUtf8(utf8, out var value, out var consumed) != OperationStatus.Done || consumed != utf8.Length)
        {
            SerializationErrors.InvalidText("one character", start);
        }

        return value;
    }
}
