using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Flights;

public class SyncFlightTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyThreads_RunTheBodyOnce()
    {
        const int Threads = 200;
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var body = new GatedBody<string?>("value");
        using var arrived = new CountdownEvent(Threads);
        var calls = Enumerable.Range(0, Threads).Select(_ => OnThread(() =>
        {
            arrived.Signal();
            return cache.Ask(7, body.Run);
        })).ToArray();

        arrived.Wait(Ct);
        body.Open();

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("value", value));
        Assert.Equal(1, body.Runs);
        Assert.DoesNotContain(_world.Store.Calls.All, call => call.IsAsync);
    }

    [Fact]
    public void Body_RunsOnTheCallersThread()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var thread = 0;

        cache.Ask(1, _ =>
        {
            thread = Environment.CurrentManagedThreadId;
            return "value";
        });

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public async Task Exception_ReachesEveryThreadAndIsNotCached()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("never");
        var first = OnThread(() => cache.Ask(1, body.Run));
        await body.Begun;
        var second = OnThread(() => cache.Ask(1, _ => throw new FormatException("thrown")));
        body.Throw(new FormatException("thrown"));

        Assert.Equal("thrown", (await Assert.ThrowsAsync<FormatException>(() => first)).Message);
        Assert.Equal("thrown", (await Assert.ThrowsAsync<FormatException>(() => second)).Message);
        Assert.Equal("recovered", cache.Ask(1, _ => "recovered"));
    }

    [Fact]
    public async Task FollowerThatCancels_LeavesWithItsToken()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        using var leaving = new CancellationTokenSource();
        var first = OnThread(() => cache.Call(1, body.Run, Ct));
        await body.Begun;
        var second = OnThread(() => cache.Call(1, body.Run, leaving.Token));

        await leaving.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(leaving.Token, exception.CancellationToken);
        body.Open();
        Assert.Equal("value", await first);
        Assert.Equal(1, body.Runs);
    }

    [Fact]
    public async Task OnlyCallerThatCancels_CancelsTheBodyOnItsThread()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        using var leaving = new CancellationTokenSource();
        var call = OnThread(() => cache.Call(1, body.Run, leaving.Token));
        await body.Begun;

        await leaving.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(leaving.Token, exception.CancellationToken);
        Assert.Equal("fresh", cache.Ask(1, _ => "fresh"));
    }

    [Fact]
    public async Task FirstCallerThatCancels_GoesOnForTheOthers()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        using var leaving = new CancellationTokenSource();
        var first = OnThread(() => cache.Call(1, body.Run, leaving.Token));
        await body.Begun;
        var second = cache.CallAsync(1, "unused");

        await leaving.CancelAsync();
        Assert.False(body.Token.IsCancellationRequested);
        body.Open();

        Assert.Equal("value", await first);
        Assert.Equal("value", await second);
    }

    [Fact]
    public async Task Refresh_OfASyncMethod_CompletesOnTheCallersThreadThroughTheSyncBackend()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        cache.Ask(1, _ => "old");

        var refresh = cache.RefreshSyncBodyAsync(1, new SyncBody<string?>(_ => "new"), Ct);

        Assert.True(refresh.IsCompletedSuccessfully);
        Assert.Equal("new", await refresh);
        Assert.Equal("new", cache.Ask(1, _ => "unused"));
        Assert.DoesNotContain(_world.Store.Calls.All, call => call.IsAsync);
    }

    [Fact]
    public async Task SyncCaller_DuringASetWhoseBackendHangs_GetsTheValueWithoutWaiting()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = _world.Faults.Hang(BackendOperation.Set);
        var set = cache.SetAsync(1, "set", Ct).AsTask();
        await gate.WhenArrivedAsync();

        Assert.Equal("set", cache.Ask(1, _ => "body"));

        Assert.False(set.IsCompleted);
        gate.Open();
        await set;
    }

    private static Task<T> OnThread<T>(Func<T> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
