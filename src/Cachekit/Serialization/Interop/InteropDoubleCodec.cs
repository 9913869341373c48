namespace Cachekit.Serialization;

/// <summary><see cref="double"/> as a 64-bit floating point number, also a whole one.</summary>
internal sealed class InteropDoubleCodec : ValueCodec<double>
{
    public override void Write(ref MessagePackWriter writer, double value) => WriteFinite(ref writer, value);

    public override double Read(ref MessagePackReader reader) => reader.ReadDouble();

    /// <exception cref="CacheSerializationException">The value is NaN or infinite.</exception>
    public static void WriteFinite(ref MessagePackWriter writer, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new CacheSerializationException(
                "A number is NaN or infinite, which values that are shared with other SDKs cannot hold: return a finite number, or null for the absence of one.");
        }

        writer.WriteDouble(value);
    }
}
