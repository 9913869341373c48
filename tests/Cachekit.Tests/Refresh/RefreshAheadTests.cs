using Cachekit.Local;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

public class RefreshAheadTests
{
    private static readonly CachePolicyOptions Default = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PastTheThreshold_TheValueIsServedAndMadeAnew(bool local)
    {
        var scene = new Refreshing(Default, local: local);
        await scene.CallAsync();

        scene.Pass(6);
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();

        Assert.Equal("v2", await scene.CallAsync());
        Assert.Equal(2, scene.Runs);

        // A whole life anew.
        scene.Pass(4);
        Assert.Equal("v2", await scene.CallAsync());
        await scene.SettleAsync();
        Assert.Equal(2, scene.Runs);
    }

    [Fact]
    public async Task BeforeTheThreshold_NothingIsMadeAnew()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();

        scene.Pass(4.4);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal(1, scene.Runs);
    }

    [Theory]
    [InlineData(0.1, 1.2, true)]
    [InlineData(0.8, 7.0, false)]
    [InlineData(0.8, 9.0, true)]
    [InlineData(1.0, 9.9, false)]
    public async Task ThresholdRatio_SaysWhen(double ratio, double minutes, bool refreshes)
    {
        var scene = new Refreshing(new CachePolicyOptions { SwrThresholdRatio = ratio });
        await scene.CallAsync();

        scene.Pass(minutes);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal(refreshes ? 2 : 1, scene.Runs);
    }

    [Fact]
    public async Task Threshold_HasAJitterOfItsOwnForEachEntry()
    {
        var scene = new Refreshing(Default);
        for (var id = 0; id < 200; id++)
        {
            await scene.CallAsync(id);
        }

        scene.Pass(5);
        for (var id = 0; id < 200; id++)
        {
            await scene.CallAsync(id);
            await scene.SettleAsync();
        }

        // Half of them at 50 %, more or less, and all of them at 55 %.
        Assert.InRange(scene.Runs, 240, 360);
        scene.Pass(0.51);
        for (var id = 0; id < 200; id++)
        {
            await scene.CallAsync(id);
            await scene.SettleAsync();
        }

        Assert.Equal(400, scene.Runs);
    }

    [Fact]
    public async Task EntryThatIsOverItsOwnThreshold_IsMadeAnew_WhateverTheThresholdOfTheRefreshIs()
    {
        var scene = new Refreshing(Default);
        for (var id = 0; id < 50; id++)
        {
            await scene.CallAsync(id);
        }

        scene.Pass(5);
        for (var id = 0; id < 50; id++)
        {
            // What the refresh finds in the backend would have another threshold now.
            Epoch.Next();
            await scene.CallAsync(id);
            await scene.SettleAsync();
        }

        Assert.InRange(scene.Cache.Info.Refreshes, 5, 45);
        Assert.Equal(0, scene.Cache.Info.RefreshesSkipped);
    }

    [Theory]
    [InlineData(Preset.Minimal)]
    [InlineData(Preset.Test)]
    public async Task PresetsWithoutIt_DoNothingInTheBackground(Preset preset)
    {
        var scene = new Refreshing(Default, preset);
        await scene.CallAsync();

        scene.Pass(9);
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();

        Assert.Equal(1, scene.Runs);
    }

    [Theory]
    [InlineData(false, BackgroundRefresh.Auto)]
    [InlineData(true, BackgroundRefresh.Never)]
    public async Task SwitchedOff_TheBodyRunsAtTheEndOfTheLife(bool swr, BackgroundRefresh background)
    {
        var scene = new Refreshing(new CachePolicyOptions { SwrEnabled = swr, BackgroundRefresh = background });
        await scene.CallAsync();

        scene.Pass(9);
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();
        Assert.Equal(1, scene.Runs);

        scene.Pass(2);
        Assert.Equal("v2", await scene.CallAsync());
    }

    [Fact]
    public async Task ManyCallers_StartOneRefresh()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;

        scene.Pass(6);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("v1", await scene.CallAsync());
        }

        gate.SetResult();
        await scene.SettleAsync();
        Assert.Equal(2, scene.Runs);
    }

    [Fact]
    public async Task FailedRefresh_LeavesTheValueAndIsTriedAgainLater()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        scene.Failure = new FormatException("The source is away.");

        scene.Pass(6);
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();
        Assert.Equal(2, scene.Runs);
        Assert.Contains(scene.World.Logs.Ids, id => id == 1200);

        scene.Failure = null;
        scene.World.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();
        Assert.Equal("v3", await scene.CallAsync());
    }

    [Fact]
    public async Task RefreshThatIsStillRunningAtTheEndOfTheLife_IsJoined()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(6);
        await scene.CallAsync();
        await WaitForRunsAsync(scene, 2);

        scene.Pass(5);
        var call = scene.CallAsync();
        Assert.False(call.IsCompleted);
        gate.SetResult();

        Assert.Equal("v2", await call);
        Assert.Equal(2, scene.Runs);
    }

    [Fact]
    public async Task InvalidationDuringARefresh_WinsInBothLayers()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(6);
        await scene.CallAsync();
        await WaitForRunsAsync(scene, 2);

        await scene.Cache.InvalidateAsync(1, CancellationToken.None);
        gate.SetResult();
        await scene.SettleAsync();

        Assert.False((await scene.Cache.TryGetAsync(1, CancellationToken.None)).Found);
        Assert.DoesNotContain(scene.World.Store.Keys, key => key.Contains(":args:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ValueSetDuringARefresh_WinsInBothLayers()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(6);
        await scene.CallAsync();
        await WaitForRunsAsync(scene, 2);

        await scene.Cache.SetAsync(1, "by hand", CancellationToken.None);
        gate.SetResult();
        await scene.SettleAsync();

        Assert.Equal("by hand", await scene.CallAsync());
        Assert.Equal("by hand", await scene.CacheIn(scene.World.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task AnotherProcessWritesDuringARefresh_ItsValueStays()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(6);
        await scene.CallAsync();
        await WaitForRunsAsync(scene, 2);

        await scene.CacheIn(scene.World.Runtime()).SetAsync(1, "elsewhere", CancellationToken.None);
        gate.SetResult();
        await scene.SettleAsync();

        Assert.Equal("elsewhere", await scene.CallAsync());
        Assert.Equal("elsewhere", await scene.CacheIn(scene.World.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task AnotherProcessRemovesDuringARefresh_NothingComesBack()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(6);
        await scene.CallAsync();
        await WaitForRunsAsync(scene, 2);

        await scene.CacheIn(scene.World.Runtime()).InvalidateAsync(1, CancellationToken.None);
        gate.SetResult();
        await scene.SettleAsync();

        Assert.DoesNotContain(scene.World.Store.Keys, key => key.Contains(":args:", StringComparison.Ordinal));
        Assert.Equal("v3", await scene.CallAsync());
    }

    [Fact]
    public async Task AnotherProcessHasRefreshed_ItsValueIsTakenOver()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        scene.Pass(6);
        await scene.CacheIn(scene.World.Runtime()).SetAsync(1, "elsewhere", CancellationToken.None);

        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();

        Assert.Equal("elsewhere", await scene.CallAsync());
        Assert.Equal(1, scene.Runs);
    }

    [Fact]
    public async Task WithoutMemory_TheBackendsAnswerSaysWhen()
    {
        var scene = new Refreshing(new CachePolicyOptions { LocalEnabled = false });
        await scene.CallAsync();
        scene.Pass(4.4);
        await scene.CallAsync();
        await scene.SettleAsync();
        Assert.Equal(1, scene.Runs);

        scene.Pass(2);
        Assert.Equal("v1", await scene.CallAsync());
        await scene.SettleAsync();

        Assert.Equal("v2", await scene.CallAsync());
        Assert.Equal(2, scene.Runs);
    }

    [Fact]
    public async Task EntryThatComesOldFromTheBackend_IsMadeAnewSoon()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        scene.Pass(7);
        var runtime = scene.World.Runtime();
        var other = scene.CacheIn(runtime);

        Assert.Equal("v1", await scene.CallInAsync(other));
        await scene.CallInAsync(other);
        await runtime.Background.WhenIdleAsync();

        Assert.Equal("v2", await scene.CallInAsync(other));
    }

    [Fact]
    public async Task SynchronousMethods_RefreshToo()
    {
        var scene = new Refreshing(Default);
        var runs = 0;
        string? Body(CancellationToken cancellationToken) => $"v{Interlocked.Increment(ref runs)}";
        scene.Cache.Ask(1, Body);

        scene.Pass(6);
        Assert.Equal("v1", scene.Cache.Ask(1, Body));
        await scene.SettleAsync();

        Assert.Equal("v2", scene.Cache.Ask(1, Body));
    }

    [Fact]
    public async Task DisposedRuntime_StartsNoRefreshAndEndsThoseThatRun()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        await scene.CallAsync(2);
        scene.Gate = new TaskCompletionSource().Task;
        scene.Pass(6);
        await scene.CallAsync();
        await WaitForRunsAsync(scene, 3);

        await scene.Runtime.DisposeAsync();

        Assert.True(scene.Runtime.Background.WhenIdleAsync().IsCompleted);
        Assert.Equal("v2", await scene.CallAsync(2));
        Assert.Equal(3, scene.Runs);
    }

    [Fact]
    public async Task AMethodRunsAtMost32RefreshesAtATime()
    {
        var scene = new Refreshing(Default, local: true);
        for (var id = 0; id < 40; id++)
        {
            await scene.CallAsync(id);
        }

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(6);
        for (var id = 0; id < 40; id++)
        {
            await scene.CallAsync(id);
        }

        await WaitForRunsAsync(scene, 72);
        gate.SetResult();
        await scene.SettleAsync();
        Assert.Equal(72, scene.Runs);

        for (var id = 0; id < 40; id++)
        {
            await scene.CallAsync(id);
        }

        await scene.SettleAsync();
        Assert.Equal(80, scene.Runs);
    }

    [Fact]
    public async Task BackendThatIsAway_DoesNotKeepMemoryFromBeingRefreshed()
    {
        var scene = new Refreshing(Default);
        await scene.CallAsync();
        scene.World.Faults.Fail(BackendOperation.All);

        scene.Pass(6);
        await scene.CallAsync();
        await scene.SettleAsync();

        Assert.Equal("v2", await scene.CallAsync());
    }

    private static async Task WaitForRunsAsync(Refreshing scene, int runs)
    {
        while (scene.Runs < runs)
        {
            await Task.Yield();
        }
    }
}
