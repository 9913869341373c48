using Cachekit.Pipeline;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Pipeline;

public class StampClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Stamps_AreTheTimeOfDayAndNeverTheSame()
    {
        var first = StampClock.Next(_time);
        Assert.Equal(_time.GetUtcNow().UtcTicks, first);
        Assert.Equal(first + 1, StampClock.Next(_time));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(_time.GetUtcNow().UtcTicks, StampClock.Next(_time));
    }

    [Fact]
    public void ObservedStamp_IsBehindAllLaterOnes()
    {
        var seen = StampClock.Next(_time) + 1000;

        Assert.Equal(seen, StampClock.Observe(seen, _time, StampClock.MaxMessageLead));
        Assert.Equal(seen + 1, StampClock.Next(_time));
    }

    [Theory]
    [InlineData(StampClock.MaxMessageLead)]
    [InlineData(StampClock.MaxMarkerLead)]
    public void StampOfTheFarFuture_PushesTheClockNoFurtherThanAllowed(long lead)
    {
        var limit = _time.GetUtcNow().UtcTicks + lead;

        Assert.Equal(limit, StampClock.Observe(DateTime.MaxValue.Ticks, _time, lead));
        Assert.Equal(limit, StampClock.Observe(DateTime.MaxValue.Ticks, _time, lead));

        // Repeating it pushes no further.
        Assert.Equal(limit + 1, StampClock.Next(_time));
    }

    [Fact]
    public void Clocks_AreApart()
    {
        var other = new FakeTimeProvider();
        StampClock.Observe(StampClock.Next(other) + TimeSpan.TicksPerHour, other, StampClock.MaxMarkerLead);

        Assert.Equal(_time.GetUtcNow().UtcTicks, StampClock.Next(_time));
    }
}
