using System.ComponentModel;
using System.Globalization;

namespace Cachekit.Serialization;

/// <summary><see cref="Int128"/> as an integer where MessagePack has one so large, else as decimal text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int128Codec : ValueCodec<Int128>
{
    private const int MaxLength = 40;

    internal Int128Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            writer.WriteInt64((long)value);
        }
        else if (value >= 0 && value <= ulong.MaxValue)
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
    public override Int128 Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        if (reader.NextType == MessagePackType.String)
        {
            if (!Int128.TryParse(reader.ReadUtf8(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                SerializationErrors.InvalidText("an Int128", start);
            }

            return value;
        }

        var bits = reader.ReadInteger("an integer", out var negative);
        return negative ? unchecked((long)bits) : bits;
    }
}
