using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary><see cref="DateTime"/> as a marked map with ISO 8601 text. Ticks and kind survive.</summary>
/// <remarks>
/// <para>
/// UTC is written with the offset +00:00, local time with the offset that it had on the machine that wrote it, and unspecified time without
/// one. On the way back +00:00 becomes UTC and any other offset local time of the machine that reads: the same instant, and on the same
/// machine the same value. So local time in a time zone at +00:00 comes back as UTC.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateTimeCodec : ValueCodec<DateTime>
{
    internal DateTimeCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, DateTime value)
    {
        var iso = new IsoWriter(stackalloc byte[IsoWriter.MaxLength]);
        iso.DateAndTime(value);
        if (value.Kind == DateTimeKind.Utc)
        {
            iso.Offset(TimeSpan.Zero);
        }
        else if (value.Kind == DateTimeKind.Local)
        {
            iso.Offset(TimeZoneInfo.Local.GetUtcOffset(value));
        }

        SentinelMap.Write(ref writer, SentinelMap.DateTimeMark, iso.Written);
    }

    /// <inheritdoc/>
    public override DateTime Read(ref MessagePackReader reader)
    {
        var start = reader.Position;
        var iso = new IsoReader(SentinelMap.Read(ref reader, SentinelMap.DateTimeMark, "a date and time"));
        TimeSpan? offset = null;
        if (!iso.TryDateAndTime(out var value) || !iso.TryOffset(out offset) || !iso.End)
        {
            SerializationErrors.InvalidText("a date and time", start);
        }

        if (offset is not { } known)
        {
            return value;
        }

        return known == TimeSpan.Zero ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : ToLocal(value, known);
    }

    private static DateTime ToLocal(DateTime value, TimeSpan offset)
    {
        // The first way keeps times that the clocks skip in spring and the ends of the calendar, which no UTC time stands for;
        // the second tells the two passes of an hour in autumn apart.
        var local = DateTime.SpecifyKind(value, DateTimeKind.Local);
        if (TimeZoneInfo.Local.GetUtcOffset(local) == offset)
        {
            return local;
        }

        var utcTicks = Math.Clamp(value.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTime(utcTicks, DateTimeKind.Utc).ToLocalTime();
    }
}
