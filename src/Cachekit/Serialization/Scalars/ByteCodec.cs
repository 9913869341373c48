using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="byte"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ByteCodec : ValueCodec<byte>
{
    internal ByteCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, byte value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override byte Read(ref MessagePackReader reader) => (byte)reader.ReadInt64(byte.MinValue, byte.MaxValue, "Byte");
}
