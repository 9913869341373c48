namespace Cachekit.Serialization;

/// <summary><see cref="DateTimeOffset"/> as a marked map with ISO 8601 text, in whole microseconds: other SDKs know no shorter time.</summary>
internal sealed class InteropDateTimeOffsetCodec : ValueCodec<DateTimeOffset>
{
    public override void Write(ref MessagePackWriter writer, DateTimeOffset value) =>
        Codecs.DateTimeOffset.Write(ref writer, value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond)));

    public override DateTimeOffset Read(ref MessagePackReader reader) => Codecs.DateTimeOffset.Read(ref reader);
}
