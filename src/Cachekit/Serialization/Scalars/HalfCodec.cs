using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="Half"/> as a 64-bit floating point number, which holds it exactly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HalfCodec : ValueCodec<Half>
{
    internal HalfCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Half value) => writer.WriteDouble((double)value);

    /// <inheritdoc/>
    public override Half Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var wide = reader.ReadDouble();
        var value = (Half)wide;
        if (!((double)value).Equals(wide))
        {
            SerializationErrors.FloatOutOfRange("Half", start);
        }

        return value;
    }
}
