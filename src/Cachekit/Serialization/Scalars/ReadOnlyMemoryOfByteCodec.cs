using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="ReadOnlyMemory{T}"/> of bytes as binary data.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadOnlyMemoryOfByteCodec : ValueCodec<ReadOnlyMemory<byte>>
{
    internal ReadOnlyMemoryOfByteCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.WriteBinary(value.Span);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Read(ref MessagePackReader reader)
    {
        return reader.ReadBinary().ToArray();
    }
}
