namespace Cachekit.Serialization;

/// <summary><see cref="DateTime"/> as a marked map with ISO 8601 text, in whole microseconds: other SDKs know no shorter time.</summary>
/// <remarks>UTC and local time are written with their offset, unspecified time without one.</remarks>
internal sealed class InteropDateTimeCodec : ValueCodec<DateTime>
{
    public override void Write(ref MessagePackWriter writer, DateTime value) =>
        Codecs.DateTime.Write(ref writer, value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond)));

    public override DateTime Read(ref MessagePackReader reader) => Codecs.DateTime.Read(ref reader);
}
