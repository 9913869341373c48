using Cachekit.Local;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Local;

public sealed class CoarseClockTests
{
    [Fact]
    public void SystemTime_IsTheTickCount()
    {
        var clock = new CoarseClock(TimeProvider.System);

        var before = Environment.TickCount64;
        var now = clock.NowMilliseconds;
        var after = Environment.TickCount64;

        Assert.InRange(now, before, after);
    }

    [Fact]
    public void FakeTime_MovesOnlyWithTheProvider()
    {
        var time = new FakeTimeProvider();
        var clock = new CoarseClock(time);
        var start = clock.NowMilliseconds;

        time.Advance(TimeSpan.FromMilliseconds(1234));

        Assert.Equal(start + 1234, clock.NowMilliseconds);
    }

    [Theory]
    [InlineData(1_000_000_000, 5_000_000_000, 5000)]
    [InlineData(1000, 17, 17)]
    [InlineData(3_579_545, 35_795_450, 10_000)]
    [InlineData(64, 128, 2000)]
    public void AnyFrequency_IsConverted(long frequency, long timestamp, long milliseconds)
    {
        var clock = new CoarseClock(new FixedTimeProvider(frequency, timestamp));

        Assert.InRange(clock.NowMilliseconds, milliseconds - 1, milliseconds);
    }

    private sealed class FixedTimeProvider(long frequency, long timestamp) : TimeProvider
    {
        public override long TimestampFrequency => frequency;

        public override long GetTimestamp() => timestamp;
    }
}
