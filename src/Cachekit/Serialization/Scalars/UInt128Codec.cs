using System.ComponentModel;
using System.Globalization;

namespace Cachekit.Serialization;

/// <summary><see cref="UInt128"/> as an integer where MessagePack has one so large, else as decimal text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt128Codec : ValueCodec<UInt128>
{
    private const int MaxLength = 40;

    internal UInt128Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, UInt128 value)
    {
        if (value <= ulong.MaxValue)
        {
            writer.WriteUInt64((ulong)value);
        }
        else
        {
            Span<byte> text = stackalloc byte[MaxLength];
            value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            writer.WriteUtf8(text[..length]);
        }
    }

    /// <inheritdoc/>
    public override UInt128 Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        if (reader.NextType == MessagePackType.String)
        {
            if (!UInt128.TryParse(reader.ReadUtf8(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                SerializationErrors.InvalidText("a UInt128", start);
            }

            return value;
        }

        return reader.ReadUInt64();
    }
}
