using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

/// <summary>Local time, with the machine moved to a place that has summer time. Nothing else may run meanwhile.</summary>
[Collection(nameof(LocalTimeZone))]
public sealed class LocalTimeTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    public LocalTimeTests()
    {
        // Only Unix takes its time zone from here, and only with its time zone data installed.
        Environment.SetEnvironmentVariable("TZ", "America/New_York");
        TimeZoneInfo.ClearCachedData();
        if (TimeZoneInfo.Local.BaseUtcOffset != TimeSpan.FromHours(-5))
        {
            Dispose();
            Assert.Skip("This machine cannot be moved to New York.");
        }
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TZ", _before);
        TimeZoneInfo.ClearCachedData();
    }

    [Fact]
    public void LocalTimes_ComeBackWithTicksAndKind()
    {
        Any.Holds(Any.Ticks, ticks => Same(new DateTime(ticks, DateTimeKind.Local)));
        Any.Holds(Any.Ticks, ticks => Same(new DateTime(ticks, DateTimeKind.Utc).ToLocalTime()));

        // All quarter hours of a year: with the hour that does not exist and the one that comes twice.
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var quarter = 0; quarter < 366 * 24 * 4; quarter++)
        {
            var utc = start.AddMinutes(15 * quarter);
            Assert.True(Same(utc.ToLocalTime()));
            Assert.True(Same(DateTime.SpecifyKind(utc, DateTimeKind.Local)));
        }
    }

    [Fact]
    public void BothPassesOfTheHourInAutumn_StayApart()
    {
        var first = new DateTime(2024, 11, 3, 5, 30, 0, DateTimeKind.Utc).ToLocalTime();
        var second = new DateTime(2024, 11, 3, 6, 30, 0, DateTimeKind.Utc).ToLocalTime();
        Assert.Equal(first, second);
        Assert.Equal(5, Encoded.RoundTrip(Codecs.DateTime, first).ToUniversalTime().Hour);
        Assert.Equal(6, Encoded.RoundTrip(Codecs.DateTime, second).ToUniversalTime().Hour);
    }

    [Fact]
    public void LocalTimeOfAnotherMachine_IsTheSameInstantHere()
    {
        var bytes = Encoded.Bytes(Codecs.DateTimeOffset, new DateTimeOffset(2024, 7, 1, 12, 0, 0, TimeSpan.FromHours(2)));
        var value = Payload.Decode(Codecs.DateTime, bytes);
        Assert.Equal(DateTimeKind.Local, value.Kind);
        Assert.Equal(new DateTime(2024, 7, 1, 6, 0, 0), value);
    }

    [Fact]
    public void EndsOfTheCalendar_ComeBack()
    {
        Assert.True(Same(new DateTime(0, DateTimeKind.Local)));
        Assert.True(Same(new DateTime(DateTime.MaxValue.Ticks, DateTimeKind.Local)));
    }

    private static bool Same(DateTime value)
    {
        var copy = Encoded.RoundTrip(Codecs.DateTime, value);
        return copy.Ticks == value.Ticks && copy.Kind == value.Kind && copy.ToUniversalTime() == value.ToUniversalTime();
    }
}
