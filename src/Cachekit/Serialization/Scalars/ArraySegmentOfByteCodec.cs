using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="ArraySegment{T}"/> of bytes as binary data; the default, which has no array, as nil.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArraySegmentOfByteCodec : ValueCodec<ArraySegment<byte>>
{
    internal ArraySegmentOfByteCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, ArraySegment<byte> value)
    {
        if (value.Array is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteBinary(value);
    }

    /// <inheritdoc/>
    public override ArraySegment<byte> Read(ref MessagePackReader reader)
    {
        return reader.TryReadNil() ? default : new ArraySegment<byte>(reader.ReadBinary().ToArray());
    }
}
