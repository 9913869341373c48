using System.ComponentModel;
using System.Buffers;
using System.Text;

namespace Cachekit.Serialization;

/// <summary><see cref="char"/> as text of one character; half of a surrogate pair, which has no UTF-8 form, as its code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CharCodec : ValueCodec<char>
{
    internal CharCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, char value)
    {
        if (char.IsSurrogate(value))
        {
            writer.WriteInt64(value);
        }
        else
        {
            writer.WriteString(new ReadOnlySpan<char>(in value));
        }
    }

    /// <inheritdoc/>
    public override char Read(ref MessagePackReader reader)
    {
        if (reader.NextType == MessagePackType.Integer)
        {
            return (char)reader.ReadInt64(char.MinValue, char.MaxValue, "Char");
        }

        var start = reader.Position;
        var utf8 = reader.ReadUtf8();
        if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done || consumed != utf8.Length || !rune.IsBmp)
        {
            SerializationErrors.InvalidText("one character", start);
        }

        return (char)rune.Value;
    }
}
