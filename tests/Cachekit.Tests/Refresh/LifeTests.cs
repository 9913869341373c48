using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

public class LifeTests
{
    [Fact]
    public async Task Sliding_AUseInTheLaterHalfStartsTheLifeAnew()
    {
        var scene = new Refreshing(new CachePolicyOptions { Sliding = true });
        await scene.CallAsync();
        for (var i = 0; i < 10; i++)
        {
            scene.Pass(6);
            Assert.Equal("v1", await scene.CallAsync());
            await scene.SettleAsync();
        }

        Assert.Equal(1, scene.Runs);
        Assert.Equal(TimeSpan.FromMinutes(10), TtlInBackend(scene));

        scene.Pass(10);
        Assert.Equal("v2", await scene.CallAsync());
    }

    [Fact]
    public async Task Sliding_AUseInTheFirstHalfCostsNothing()
    {
        var scene = new Refreshing(new CachePolicyOptions { Sliding = true });
        await scene.CallAsync();

        scene.Pass(4);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal(TimeSpan.FromMinutes(6), TtlInBackend(scene));
    }

    [Fact]
    public async Task WithoutSliding_AUseChangesNothing()
    {
        var scene = new Refreshing(new CachePolicyOptions { SwrEnabled = false });
        await scene.CallAsync();

        scene.Pass(6);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal(TimeSpan.FromMinutes(4), TtlInBackend(scene));
    }

    [Fact]
    public async Task SlidingWithoutMemory_SlidesInTheBackend()
    {
        var scene = new Refreshing(new CachePolicyOptions { Sliding = true, LocalEnabled = false });
        await scene.CallAsync();

        scene.Pass(6);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal(TimeSpan.FromMinutes(10), TtlInBackend(scene));
    }

    [Fact]
    public async Task SlidingEntryThatWasRemovedElsewhere_GoesFromMemory()
    {
        var scene = new Refreshing(new CachePolicyOptions { Sliding = true });
        await scene.CallAsync();
        await scene.CacheIn(scene.World.Runtime()).InvalidateAsync(1, CancellationToken.None);

        scene.Pass(6);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal("v2", await scene.CallAsync());
    }

    [Fact]
    public async Task SynchronousMethods_SlideToo()
    {
        var scene = new Refreshing(new CachePolicyOptions { Sliding = true });
        scene.Cache.Ask(1, _ => "v1");

        scene.Pass(6);
        scene.Cache.Ask(1, _ => "unused");
        await scene.SettleAsync();

        Assert.Equal(TimeSpan.FromMinutes(10), TtlInBackend(scene));
    }

    [Fact]
    public async Task Jitter_ShortensLivesByUpToItsPart()
    {
        var scene = new Refreshing(new CachePolicyOptions { Jitter = 0.2, SwrEnabled = false });
        for (var id = 0; id < 100; id++)
        {
            await scene.CallAsync(id);
        }

        var lives = scene.World.Store.Keys.Where(key => key.Contains(":args:", StringComparison.Ordinal)).Select(key => scene.World.Store.PeekTtl(key)!.Value.TotalMinutes).ToArray();

        Assert.Equal(100, lives.Length);
        Assert.All(lives, life => Assert.InRange(life, 8, 10));
        Assert.True(lives.Max() - lives.Min() > 1, "The lives are spread.");
    }

    [Fact]
    public async Task WithoutJitter_AllLivesAreTheSame()
    {
        var scene = new Refreshing(new CachePolicyOptions());
        await scene.CallAsync(1);
        await scene.CallAsync(2);

        Assert.Equal([TimeSpan.FromMinutes(10)], scene.World.Store.Keys.Where(key => key.Contains(":args:", StringComparison.Ordinal)).Select(key => scene.World.Store.PeekTtl(key)!.Value).Distinct());
    }

    private static TimeSpan? TtlInBackend(Refreshing scene) =>
        scene.World.Store.PeekTtl(scene.World.Store.Keys.Single(key => key.Contains(":args:", StringComparison.Ordinal)));
}
