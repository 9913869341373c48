using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="long"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int64Codec : ValueCodec<long>
{
    internal Int64Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, long value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override long Read(ref MessagePackReader reader) => reader.ReadInt64();
}
