using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="ulong"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt64Codec : ValueCodec<ulong>
{
    internal UInt64Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, ulong value) => writer.WriteUInt64(value);

    /// <inheritdoc/>
    public override ulong Read(ref MessagePackReader reader) => reader.ReadUInt64();
}
