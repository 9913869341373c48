using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="bool"/> as a boolean.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BooleanCodec : ValueCodec<bool>
{
    internal BooleanCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, bool value) => writer.WriteBoolean(value);

    /// <inheritdoc/>
    public override bool Read(ref MessagePackReader reader) => reader.ReadBoolean();
}
