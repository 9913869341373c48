using System.Numerics;

namespace Cachekit.Serialization;

/// <summary>A binary floating point type as a 64-bit number, also a whole one.</summary>
/// <remarks>Other SDKs have 64 bits only, so what lies between two numbers of a narrower type is read as the nearer one.</remarks>
/// <param name="type">The name of the type, for messages.</param>
internal sealed class InteropFloatCodec<T>(string type) : ValueCodec<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    public override void Write(ref MessagePackWriter writer, T value)
    {
        if (!T.IsFinite(value))
        {
            throw new CacheSerializationException(
                "A number is NaN or infinite, which values that are shared with other SDKs cannot hold: return a finite number, or null for the absence of one.");
        }

        writer.WriteDouble(double.CreateTruncating(value));
    }

    public override T Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var wide = reader.ReadDouble();
        var value = T.CreateTruncating(wide);
        if (T.IsInfinity(value) && double.IsFinite(wide))
        {
            SerializationErrors.FloatOutOfRange(type, start);
        }

        return value;
    }
}
