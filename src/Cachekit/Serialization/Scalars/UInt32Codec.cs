using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="uint"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt32Codec : ValueCodec<uint>
{
    internal UInt32Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, uint value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override uint Read(ref MessagePackReader reader) => (uint)reader.ReadInt64(uint.MinValue, uint.MaxValue, "UInt32");
}
