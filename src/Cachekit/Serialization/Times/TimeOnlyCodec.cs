using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="TimeOnly"/> as a marked map with ISO 8601 text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeOnlyCodec : ValueCodec<TimeOnly>
{
    internal TimeOnlyCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, TimeOnly value)
    {
        var iso = new IsoWriter(stackalloc byte[IsoWriter.MaxLength]);
        iso.Time(value.Ticks);
        SentinelMap.Write(ref writer, SentinelMap.TimeMark, iso.Written);
    }

    /// <inheritdoc/>
    public override TimeOnly Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var iso = new IsoReader(SentinelMap.Read(ref reader, SentinelMap.TimeMark, "a time of day"));
        if (!iso.TryTime(out var value) || !iso.End)
        {
            SerializationErrors.InvalidText("a time of day", start);
        }

        return value;
    }
}
