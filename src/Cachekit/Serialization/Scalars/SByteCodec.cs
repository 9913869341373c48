using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="sbyte"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SByteCodec : ValueCodec<sbyte>
{
    internal SByteCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, sbyte value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override sbyte Read(ref MessagePackReader reader) => (sbyte)reader.ReadInt64(sbyte.MinValue, sbyte.MaxValue, "SByte");
}
