namespace Cachekit.Serialization;

/// <summary><see cref="float"/> as a 64-bit floating point number, which holds it exactly.</summary>
/// <remarks>Other SDKs have 64 bits only, so a number between two of these is read as the nearer one.</remarks>
internal sealed class InteropSingleCodec : ValueCodec<float>
{
    public override void Write(ref MessagePackWriter writer, float value) => InteropDoubleCodec.WriteFinite(ref writer, (double)value);

    public override float Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var wide = reader.ReadDouble();
        var value = (float)wide;
        if (float.IsInfinity(value) && double.IsFinite(wide))
        {
            SerializationErrors.FloatOutOfRange("Single", start);
        }

        return value;
    }
}
