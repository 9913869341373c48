using System.Numerics;

namespace Cachekit.Serialization;

/// <summary><see cref="BigInteger"/> as an integer.</summary>
internal sealed class InteropBigIntegerCodec : ValueCodec<BigInteger>
{
    public override void Write(ref MessagePackWriter writer, BigInteger value)
    {
        if (value > ulong.MaxValue || value < long.MinValue)
        {
            throw SerializationErrors.InteropInteger(nameof(BigInteger));
        }

        if (value >= 0)
        {
            writer.WriteUInt64((ulong)value);
        }
        else
        {
            writer.WriteInt64((long)value);
        }
    }

    public override BigInteger Read(ref MessagePackReader reader)
    {
        var bits = reader.ReadInteger("an integer", out var negative);
        return negative ? unchecked((long)bits) : bits;
    }
}
