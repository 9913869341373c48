using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="short"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int16Codec : ValueCodec<short>
{
    internal Int16Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, short value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override short Read(ref MessagePackReader reader) => (short)reader.ReadInt64(short.MinValue, short.MaxValue, "Int16");
}
