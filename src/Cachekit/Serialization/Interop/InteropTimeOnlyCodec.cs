namespace Cachekit.Serialization;

/// <summary><see cref="TimeOnly"/> as a marked map with ISO 8601 text, in whole microseconds: other SDKs know no shorter time.</summary>
internal sealed class InteropTimeOnlyCodec : ValueCodec<TimeOnly>
{
    public override void Write(ref MessagePackWriter writer, TimeOnly value) =>
        Codecs.TimeOnly.Write(ref writer, new TimeOnly(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond)));

    public override TimeOnly Read(ref MessagePackReader reader) => Codecs.TimeOnly.Read(ref reader);
}
