namespace Cachekit.Serialization;

/// <summary><see cref="Int128"/> as an integer.</summary>
internal sealed class InteropInt128Codec : ValueCodec<Int128>
{
    public override void Write(ref MessagePackWriter writer, Int128 value)
    {
        if (value > ulong.MaxValue || value < long.MinValue)
        {
            throw SerializationErrors.InteropInteger(nameof(Int128));
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

    public override Int128 Read(ref MessagePackReader reader)
    {
        var bits = reader.ReadInteger("an integer", out var negative);
        return negative ? unchecked((long)bits) : bits;
    }
}
