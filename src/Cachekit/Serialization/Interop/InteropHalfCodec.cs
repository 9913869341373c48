namespace Cachekit.Serialization;

/// <summary><see cref="Half"/> as a 64-bit floating point number, which holds it exactly.</summary>
/// <remarks>Other SDKs have 64 bits only, so a number between two of these is read as the nearer one.</remarks>
internal sealed class InteropHalfCodec : ValueCodec<Half>
{
    public override void Write(ref MessagePackWriter writer, Half value) => InteropDoubleCodec.WriteFinite(ref writer, (double)value);

    public override Half Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var wide = reader.ReadDouble();
        var value = (Half)wide;
        if (Half.IsInfinity(value) && double.IsFinite(wide))
        {
            SerializationErrors.FloatOutOfRange("Half", start);
        }

        return value;
    }
}
