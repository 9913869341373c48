using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="int"/> as an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int32Codec : ValueCodec<int>
{
    internal Int32Codec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, int value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override int Read(ref MessagePackReader reader) => (int)reader.ReadInt64(int.MinValue, int.MaxValue, "Int32");
}
