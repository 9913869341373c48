using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="DateOnly"/> as a marked map with ISO 8601 text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateOnlyCodec : ValueCodec<DateOnly>
{
    internal DateOnlyCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, DateOnly value)
    {
        var iso = new IsoWriter(stackalloc byte[IsoWriter.MaxLength]);
        iso.Date(value.Year, value.Month, value.Day);
        SentinelMap.Write(ref writer, SentinelMap.DateMark, iso.Written);
    }

    /// <inheritdoc/>
    public override DateOnly Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var iso = new IsoReader(SentinelMap.Read(ref reader, SentinelMap.DateMark, "a date"));
        if (!iso.TryDate(out var value) || !iso.End)
        {
            SerializationErrors.InvalidText("a date", start);
        }

        return value;
    }
}
