using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

public class StaleWindowTests
{
    private static readonly CachePolicyOptions Hour = new() { StaleFor = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PastItsLife_TheValueIsServedWhileItIsMadeAnew(bool local)
    {
        var scene = new Refreshing(Hour, local: local);
        await scene.CallAsync();

        scene.Pass(30);
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();

        Assert.Equal("v2", await scene.CallAsync());
        Assert.Equal(2, scene.Runs);
        Assert.Equal(1, scene.Cache.Info.StaleHits);
    }

    [Fact]
    public async Task PastItsWindow_TheBodyRuns()
    {
        var scene = new Refreshing(Hour);
        await scene.CallAsync();

        scene.Pass(71);

        Assert.Equal("v2", await scene.CallAsync());
    }

    [Fact]
    public async Task WithoutAWindow_TheBodyRunsAtTheEndOfTheLife()
    {
        var scene = new Refreshing(new CachePolicyOptions());
        await scene.CallAsync();

        scene.Pass(11);

        Assert.Equal("v2", await scene.CallAsync());
    }

    [Fact]
    public async Task Backend_KeepsTheEntryForLifeAndWindow()
    {
        var scene = new Refreshing(Hour);
        await scene.CallAsync();

        Assert.Equal(TimeSpan.FromMinutes(70), scene.World.Store.PeekTtl(scene.World.Store.Keys.Single(key => key.Contains(":args:", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnotherProcess_ServesTheStaleEntryOfTheBackend(bool memory)
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), LocalEnabled = memory });
        await scene.CallAsync();
        scene.Pass(30);
        var runtime = scene.World.Runtime();
        var other = scene.CacheIn(runtime);

        Assert.Equal("v1", await scene.CallInAsync(other));
        await runtime.Background.WhenIdleAsync();

        Assert.Equal("v2", await scene.CallInAsync(other));
        Assert.Equal(2, scene.Runs);
    }

    [Fact]
    public async Task FreshEntryOfTheBackend_IsFreshForItsLifeOnly()
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, FailSafe = true });
        await scene.CallAsync();
        scene.Pass(8);
        var other = scene.CacheIn(scene.World.Runtime());
        Assert.Equal("v1", await scene.CallInAsync(other));

        scene.Pass(3);

        Assert.Equal("v2", await scene.CallInAsync(other));
    }

    [Fact]
    public async Task RefreshThatFails_ServesTheStaleValueToTheEndOfItsWindow()
    {
        var scene = new Refreshing(Hour);
        await scene.CallAsync();
        scene.Failure = new FormatException("away");

        scene.Pass(30);
        for (var minute = 0; minute < 39; minute++)
        {
            Assert.Equal("v1", await scene.CallAsync());
            await scene.SettleAsync();
            scene.Pass(1);
        }

        scene.Pass(2);
        await Assert.ThrowsAsync<FormatException>(async () => await scene.CallAsync());
    }

    [Fact]
    public async Task InvalidatedEntry_IsNotServedStale()
    {
        var scene = new Refreshing(Hour);
        await scene.CallAsync();
        scene.Pass(30);

        await scene.Cache.InvalidateAsync(1, CancellationToken.None);

        Assert.Equal("v2", await scene.CallAsync());
    }

    [Fact]
    public async Task StaleEntry_IsNotFoundByTryGet()
    {
        var scene = new Refreshing(Hour);
        await scene.CallAsync();
        scene.Pass(6);
        Assert.True((await scene.Cache.TryGetAsync(1, CancellationToken.None)).Found);

        scene.Pass(24);

        Assert.False((await scene.Cache.TryGetAsync(1, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task BackendThatIsAway_StaleValuesAreServedFromMemory()
    {
        var scene = new Refreshing(Hour);
        await scene.CallAsync();
        scene.World.Faults.Fail(BackendOperation.All);
        scene.Failure = new FormatException("away");

        scene.Pass(30);

        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();
        Assert.Equal("v1", await scene.CallAsync());
    }
}
