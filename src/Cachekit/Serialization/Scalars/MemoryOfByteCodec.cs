using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="Memory{T}"/> of bytes as binary data.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemoryOfByteCodec : ValueCodec<Memory<byte>>
{
    internal MemoryOfByteCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, Memory<byte> value)
    {
        writer.WriteBinary(value.Span);
    }

    /// <inheritdoc/>
    public override Memory<byte> Read(ref MessagePackReader reader)
    {
        return reader.ReadBinary().ToArray();
    }
}
