using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

public class FailSafeTests
{
    private static CachePolicyOptions Policy(bool failSafe) => new() { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, FailSafe = failSafe };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyThatThrows_TheStaleValueIsServed(bool local)
    {
        var scene = new Refreshing(Policy(true), local: local);
        await scene.CallAsync();
        scene.Failure = new FormatException("away");

        scene.Pass(30);

        Assert.Equal("v1", await scene.CallAsync());
        Assert.Equal(1, scene.Cache.Info.FailSafeHits);
        Assert.Contains(scene.World.Logs.Ids, id => id == 1202);
    }

    [Fact]
    public async Task SwitchedOff_TheExceptionReachesTheCaller()
    {
        var scene = new Refreshing(Policy(false));
        await scene.CallAsync();
        scene.Failure = new FormatException("away");

        scene.Pass(30);

        await Assert.ThrowsAsync<FormatException>(async () => await scene.CallAsync());
    }

    [Theory]
    [InlineData(Preset.Production, true)]
    [InlineData(Preset.Dev, false)]
    [InlineData(Preset.Minimal, false)]
    public async Task Preset_OptsIn(Preset preset, bool serves)
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false }, preset);
        await scene.CallAsync();
        scene.Failure = new FormatException("away");
        scene.Pass(30);

        if (serves)
        {
            Assert.Equal("v1", await scene.CallAsync());
        }
        else
        {
            await Assert.ThrowsAsync<FormatException>(async () => await scene.CallAsync());
        }
    }

    [Fact]
    public async Task BackOff_GrowsWithEachFailure()
    {
        var scene = new Refreshing(Policy(true), local: true);
        await scene.CallAsync();
        scene.Failure = new FormatException("away");
        scene.Pass(30);
        await scene.CallAsync();
        Assert.Equal(2, scene.Runs);

        // Within a second nobody tries again; after that one does, and the next wait is longer.
        scene.World.Time.Advance(TimeSpan.FromSeconds(0.8));
        Assert.Equal("v1", await scene.CallAsync());
        Assert.Equal(2, scene.Runs);
        scene.World.Time.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("v1", await scene.CallAsync());
        Assert.Equal(3, scene.Runs);
        scene.World.Time.Advance(TimeSpan.FromSeconds(1.2));
        Assert.Equal("v1", await scene.CallAsync());
        Assert.Equal(3, scene.Runs);
        scene.World.Time.Advance(TimeSpan.FromSeconds(1.2));
        Assert.Equal("v1", await scene.CallAsync());
        Assert.Equal(4, scene.Runs);
    }

    [Fact]
    public async Task SourceThatIsBack_IsNoticedAfterTheBackOff()
    {
        var scene = new Refreshing(Policy(true));
        await scene.CallAsync();
        scene.Failure = new FormatException("away");
        scene.Pass(30);
        await scene.CallAsync();
        scene.Failure = null;

        scene.World.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("v3", await scene.CallAsync());
    }

    [Fact]
    public async Task PastTheWindow_TheExceptionReachesTheCaller()
    {
        var scene = new Refreshing(Policy(true));
        await scene.CallAsync();
        scene.Failure = new FormatException("away");

        scene.Pass(71);

        await Assert.ThrowsAsync<FormatException>(async () => await scene.CallAsync());
    }

    [Fact]
    public async Task AnotherProcess_ServesTheStaleEntryOfTheBackend()
    {
        var scene = new Refreshing(Policy(true));
        await scene.CallAsync();
        scene.Failure = new FormatException("away");
        scene.Pass(30);

        Assert.Equal("v1", await scene.CallInAsync(scene.CacheIn(scene.World.Runtime())));
    }

    [Fact]
    public async Task CallerThatCancels_GetsItsCancellation()
    {
        var scene = new Refreshing(Policy(true), local: true);
        await scene.CallAsync();
        scene.Pass(30);
        using var cancellation = new CancellationTokenSource();
        scene.Gate = new TaskCompletionSource().Task;
        var call = scene.Cache.CallAsync(1, scene.RunAsync, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task ExplicitRefreshThatFails_Throws()
    {
        var scene = new Refreshing(Policy(true));
        await scene.CallAsync();
        scene.Pass(30);

        await Assert.ThrowsAsync<FormatException>(async () => await scene.Cache.RefreshWithAsync(1, _ => throw new FormatException(), CancellationToken.None));
    }

    [Fact]
    public async Task SynchronousMethods_AreServedToo()
    {
        var scene = new Refreshing(Policy(true));
        scene.Cache.Ask(1, _ => "v1");
        scene.Pass(30);

        Assert.Equal("v1", scene.Cache.Ask(1, _ => throw new FormatException()));
    }
}
