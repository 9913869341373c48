using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

public class BodyTimeoutTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task SoftTimeout_ServesTheStaleValueAndTheBodyGoesOn()
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, SoftTimeout = Second });
        await scene.CallAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        scene.Pass(30);

        var call = scene.CallAsync().AsTask();
        await UntilAsync(() => scene.Runs == 2);
        await AdvanceUntilAsync(scene, call);

        Assert.Equal("v1", await call);
        Assert.Equal(1, scene.Cache.Info.SoftTimeouts);
        gate.SetResult();
        await scene.SettleAsync();
        Assert.Equal("v2", await scene.CallAsync());
        Assert.Equal(2, scene.Runs);
    }

    [Fact]
    public async Task BodyInTime_ItsValueIsServed()
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, SoftTimeout = Second });
        await scene.CallAsync();
        scene.Pass(30);

        Assert.Equal("v2", await scene.CallAsync());
        Assert.Equal(0, scene.Cache.Info.SoftTimeouts);
    }

    [Fact]
    public async Task SoftTimeoutWithoutAStaleValue_Waits()
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, SoftTimeout = Second });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Gate = gate.Task;
        var call = scene.CallAsync().AsTask();
        await UntilAsync(() => scene.Runs == 1);

        scene.World.Time.Advance(Second * 5);
        Assert.False(call.IsCompleted);
        gate.SetResult();

        Assert.Equal("v1", await call);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SoftTimeout_BodyThatThrows(bool failSafe)
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, SoftTimeout = Second, FailSafe = failSafe });
        await scene.CallAsync();
        scene.Failure = new FormatException("away");
        scene.Pass(30);

        if (failSafe)
        {
            Assert.Equal("v1", await scene.CallAsync());
        }
        else
        {
            await Assert.ThrowsAsync<FormatException>(async () => await scene.CallAsync());
        }
    }

    [Fact]
    public async Task SoftTimeoutOfASynchronousMethod_ServesTheStaleValue()
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, SoftTimeout = Second });
        scene.Cache.Ask(1, _ => "v1");
        scene.Pass(30);
        var body = new GatedBody<string?>("v2");

        var call = Task.Run(() => scene.Cache.Ask(1, body.Run));
        await body.Begun;
        await AdvanceUntilAsync(scene, call);
        Assert.Equal("v1", await call);

        body.Open();
        await scene.SettleAsync();
        Assert.Equal("v2", scene.Cache.Ask(1, _ => "unused"));
    }

    [Fact]
    public async Task HardTimeout_CancelsTheBodyAndTellsTheCaller()
    {
        var scene = new Refreshing(new CachePolicyOptions { HardTimeout = Second });
        var body = new GatedBody<string?>("late") { HeedsCancellation = false };
        var call = scene.Cache.AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;
        await AdvanceUntilAsync(scene, call);

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => call);

        Assert.Contains("HardTimeout", exception.Message, StringComparison.Ordinal);
        Assert.True(body.Token.IsCancellationRequested);
        Assert.Equal(1, scene.Cache.Info.HardTimeouts);
        body.Open();
        Assert.False((await scene.Cache.TryGetAsync(1, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task BodyWithinItsHardTimeout_IsStored()
    {
        var scene = new Refreshing(new CachePolicyOptions { HardTimeout = Second });
        var body = new GatedBody<string?>("in time");
        var call = scene.Cache.AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;
        scene.World.Time.Advance(Second * 0.9);
        body.Open();

        Assert.Equal("in time", await call);
        Assert.Equal("in time", await scene.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task HardTimeoutWithFailSafe_ServesTheStaleValue()
    {
        var scene = new Refreshing(new CachePolicyOptions { StaleFor = TimeSpan.FromHours(1), SwrEnabled = false, HardTimeout = Second, FailSafe = true });
        await scene.CallAsync();
        scene.Pass(30);
        var body = new GatedBody<string?>("late");
        var call = scene.Cache.AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;
        await AdvanceUntilAsync(scene, call);

        Assert.Equal("v1", await call);
    }

    [Fact]
    public async Task HardTimeoutOfASynchronousMethod_TellsTheCaller()
    {
        var scene = new Refreshing(new CachePolicyOptions { HardTimeout = Second });
        var body = new GatedBody<string?>("late");
        var call = Task.Run(() => scene.Cache.Ask(1, body.Run));
        await body.Begun;
        await AdvanceUntilAsync(scene, call);

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.True(body.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task ExceptionOfTheBodyItself_IsNotTakenForATimeout()
    {
        var scene = new Refreshing(new CachePolicyOptions { HardTimeout = Second });
        var call = scene.Cache.AskAsync(1, async _ =>
        {
            await Task.Yield();
            throw new TimeoutException("of the database");
        }).AsTask();

        Assert.Equal("of the database", (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    // The timer of the wait may be made a moment after the body has begun.
    private static async Task AdvanceUntilAsync(Refreshing scene, Task call)
    {
        while (!call.IsCompleted)
        {
            scene.World.Time.Advance(Second);
            await Task.Yield();
        }
    }
}
