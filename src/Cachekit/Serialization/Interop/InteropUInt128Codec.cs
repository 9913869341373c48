namespace Cachekit.Serialization;

/// <summary><see cref="UInt128"/> as an integer.</summary>
internal sealed class InteropUInt128Codec : ValueCodec<UInt128>
{
    public override void Write(ref MessagePackWriter writer, UInt128 value)
    {
        if (value > ulong.MaxValue)
        {
            throw SerializationErrors.InteropInteger(nameof(UInt128));
        }

        writer.WriteUInt64((ulong)value);
    }

    public override UInt128 Read(ref MessagePackReader reader) => reader.ReadUInt64();
}
