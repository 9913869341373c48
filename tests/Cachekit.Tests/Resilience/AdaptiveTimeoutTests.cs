using Cachekit.Resilience;

namespace Cachekit.Tests.Resilience;

public class AdaptiveTimeoutTests
{
    [Fact]
    public void FewerThanTenCalls_GiveTwiceTheInitialOne()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings());
        Add(timeout, 9, 300);
        Assert.Equal(TimeSpan.FromSeconds(2), timeout.Current);

        Add(timeout, 1, 300);
        Assert.Equal(TimeSpan.FromMilliseconds(450), timeout.Current);
    }

    [Fact]
    public void ItIsOneAndAHalfTimesThePercentile()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings());
        for (var i = 1; i <= 20; i++)
        {
            Add(timeout, 1, i * 100);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(1900 * 1.5), timeout.Current);
    }

    [Fact]
    public void ItFallsAndRisesWithTheBackend()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings());
        Add(timeout, 1024, 2);
        Assert.Equal(TimeSpan.FromMilliseconds(100), timeout.Current);

        Add(timeout, 1024, 400);
        Assert.Equal(TimeSpan.FromMilliseconds(600), timeout.Current);

        Add(timeout, 1024, 200);
        Assert.Equal(TimeSpan.FromMilliseconds(300), timeout.Current);
    }

    [Fact]
    public void ItStaysWithinItsBounds()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings());
        Add(timeout, 10, 0.01);
        Assert.Equal(TimeSpan.FromMilliseconds(100), timeout.Current);

        Add(timeout, 50, 60_000);
        Assert.Equal(TimeSpan.FromSeconds(5), timeout.Current);
    }

    [Fact]
    public void CallsThatTimedOut_LiftItAtOnce()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings { TimeoutWindow = 100 });
        Add(timeout, 128, 80);
        Assert.Equal(TimeSpan.FromMilliseconds(120), timeout.Current);

        // One in twenty may be slower than the percentile; the sixth of a hundred is the percentile.
        for (var i = 0; i < 6; i++)
        {
            timeout.Add(TimeSpan.FromMilliseconds(120), timedOut: true);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(180), timeout.Current);
    }

    [Fact]
    public void TheLimitsAreThoseOfTheSettings()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings
        {
            InitialTimeout = TimeSpan.FromMilliseconds(700),
            MinimumTimeout = TimeSpan.FromMilliseconds(20),
            MaximumTimeout = TimeSpan.FromMilliseconds(1000),
            TimeoutWindow = 10,
            TimeoutPercentile = 50,
        });
        Assert.Equal(TimeSpan.FromMilliseconds(1000), timeout.Current);

        for (var i = 1; i <= 10; i++)
        {
            Add(timeout, 1, i * 20);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(150), timeout.Current);
        Add(timeout, 10, 2);
        Assert.Equal(TimeSpan.FromMilliseconds(20), timeout.Current);
    }

    [Fact]
    public async Task ManyAtOnce_AllCount()
    {
        var timeout = new AdaptiveTimeout(new ResilienceSettings());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Add(timeout, 1000, 100))));
        timeout.Add(TimeSpan.FromMilliseconds(100), timedOut: true);

        Assert.Equal(TimeSpan.FromMilliseconds(150), timeout.Current);
    }

    private static void Add(AdaptiveTimeout timeout, int times, double milliseconds)
    {
        for (var i = 0; i < times; i++)
        {
            timeout.Add(TimeSpan.FromMilliseconds(milliseconds), timedOut: false);
        }
    }
}
