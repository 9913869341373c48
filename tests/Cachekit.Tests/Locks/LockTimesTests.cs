using Cachekit.Pipeline;

namespace Cachekit.Tests.Locks;

public class LockTimesTests
{
    private static readonly TimeSpan Five = TimeSpan.FromSeconds(5);

    [Fact]
    public void QuickBodies_LeaveTheDefault()
    {
        var times = new LockTimes(Five, adapts: true);
        for (var i = 0; i < 100; i++)
        {
            times.Observe(TimeSpan.FromMilliseconds(200));
        }

        Assert.Equal(Five, times.Wait);
    }

    [Fact]
    public void SlowBodies_AreWaitedForLonger()
    {
        var times = new LockTimes(Five, adapts: true);
        for (var i = 0; i < 100; i++)
        {
            times.Observe(TimeSpan.FromSeconds(12));
        }

        Assert.InRange(times.Wait, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(14));
    }

    [Fact]
    public void BodiesThatBecomeQuick_BringTheWaitDownAgain()
    {
        var times = new LockTimes(Five, adapts: true);
        for (var i = 0; i < 50; i++)
        {
            times.Observe(TimeSpan.FromSeconds(12));
        }

        for (var i = 0; i < 100; i++)
        {
            times.Observe(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(Five, times.Wait);
    }

    [Fact]
    public void NoBody_MakesTheWaitLongerThanHalfAMinute()
    {
        var times = new LockTimes(Five, adapts: true);
        times.Observe(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromSeconds(30), times.Wait);
    }

    [Fact]
    public void WaitThatWasAskedFor_StaysAsItIs()
    {
        var times = new LockTimes(Five, adapts: false);
        times.Observe(TimeSpan.FromSeconds(20));

        Assert.Equal(Five, times.Wait);
    }

    [Theory]
    [InlineData(5000, 3000)]
    [InlineData(60_000, 3000)]
    [InlineData(2000, 1200)]
    [InlineData(10, 100)]
    [InlineData(0, 3000)]
    public void Hold_EndsBeforeTheWaitDoes(int wait, int hold) =>
        Assert.Equal(hold, new LockTimes(TimeSpan.FromMilliseconds(wait), adapts: false).Hold.TotalMilliseconds);
}
