using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="float"/> as a 64-bit floating point number, which holds it exactly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SingleCodec : ValueCodec<float>
{
    internal SingleCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, float value) => writer.WriteDouble(value);

    /// <inheritdoc/>
    public override float Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var wide = reader.ReadDouble();
        var value = (float)wide;
        if (!((double)value).Equals(wide))
        {
            SerializationErrors.FloatOutOfRange("Single", start);
        }

        return value;
    }
}
