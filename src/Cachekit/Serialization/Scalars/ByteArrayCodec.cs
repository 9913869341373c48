using System.ComponentModel;

#nullable disable annotations // string and string? have the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

/// <summary><see cref="byte"/> arrays as binary data, or nil.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ByteArrayCodec : ValueCodec<byte[]>
{
    internal ByteArrayCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, byte[] value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteBinary(value);
    }

    /// <inheritdoc/>
    public override byte[] Read(ref MessagePackReader reader)
    {
        return reader.TryReadNil() ? null : reader.ReadBinary().ToArray();
    }
}
