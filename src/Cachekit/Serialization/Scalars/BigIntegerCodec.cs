using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace Cachekit.Serialization;

/// <summary><see cref="BigInteger"/> as an integer where MessagePack has one so large, else as decimal text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BigIntegerCodec : ValueCodec<BigInteger>
{
    internal BigIntegerCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            writer.WriteInt64((long)value);
        }
        else if (value.Sign > 0 && value <= ulong.MaxValue)
        {
            writer.WriteUInt64((ulong)value);
        }
        else
        {
            writer.WriteString(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc/>
    public override BigInteger Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        if (reader.NextType == MessagePackType.String)
        {
            if (!BigInteger.TryParse(reader.ReadString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                SerializationErrors.InvalidText("an integer", start);
            }

            return value;
        }

        var bits = reader.ReadInteger("an integer", out var negative);
        return negative ? unchecked((long)bits) : bits;
    }
}
