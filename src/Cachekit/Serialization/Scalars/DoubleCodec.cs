using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="double"/> as a 64-bit floating point number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DoubleCodec : ValueCodec<double>
{
    internal DoubleCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, double value) => writer.WriteDouble(value);

    /// <inheritdoc/>
    public override double Read(ref MessagePackReader reader) => reader.ReadDouble();
}
