using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="TimeSpan"/> as its ticks, an integer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeSpanCodec : ValueCodec<TimeSpan>
{
    internal TimeSpanCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, TimeSpan value) => writer.WriteInt64(value.Ticks);

    /// <inheritdoc/>
    public override TimeSpan Read(ref MessagePackReader reader) => new(reader.ReadInt64());
}
