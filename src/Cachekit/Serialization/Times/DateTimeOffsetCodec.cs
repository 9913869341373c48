using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="DateTimeOffset"/> as a marked map with ISO 8601 text. Ticks and offset survive.</summary>
/// <remarks>A text without an offset, which only others write, is read as UTC: the result must not depend on the machine.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateTimeOffsetCodec : ValueCodec<DateTimeOffset>
{
    internal DateTimeOffsetCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, DateTimeOffset value)
    {
        var iso = new IsoWriter(stackalloc byte[IsoWriter.MaxLength]);
        iso.DateAndTime(value.DateTime);
        iso.Offset(value.Offset);
        SentinelMap.Write(ref writer, SentinelMap.DateTimeMark, iso.Written);
    }

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var iso = new IsoReader(SentinelMap.Read(ref reader, SentinelMap.DateTimeMark, "a date and time"));
        TimeSpan? offset = null;
        if (!iso.TryDateAndTime(out var value) || !iso.TryOffset(out offset) || !iso.End)
        {
            SerializationErrors.InvalidText("a date and time", start);
        }

        var known = offset ?? TimeSpan.Zero;
        var utcTicks = value.Ticks - known.Ticks;
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
        {
            SerializationErrors.InvalidText("a date and time between the years 1 and 9999 in UTC", start);
        }

        return new DateTimeOffset(value, known);
    }
}
