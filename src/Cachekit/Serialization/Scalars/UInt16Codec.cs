using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="ushort"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt16Codec : ValueCodec<ushort>
{
    internal UInt16Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, ushort value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override ushort Read(ref MessagePackReader reader) => (ushort)reader.ReadInt64(ushort.MinValue, ushort.MaxValue, "UInt16");
}
