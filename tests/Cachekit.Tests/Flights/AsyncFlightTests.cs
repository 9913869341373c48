using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Flights;

public class AsyncFlightTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThousandConcurrentCallers_RunTheBodyOnce()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var body = new GatedBody<string?>("value");
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, 1000).Select(async _ =>
        {
            await start.Task;
            return await cache.CallAsync(7, body.RunAsync, Ct);
        }).ToArray();

        start.SetResult();
        await body.Begun;
        body.Open();

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("value", value));
        Assert.Equal(1, body.Runs);
        Assert.Equal(1, _world.Store.Calls.Count(TestSupport.Backends.BackendOperation.Set));
        Assert.Equal(1000, cache.Info.Misses + cache.Info.LocalHits);
    }

    [Fact]
    public async Task DifferentKeys_FlyApart()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var one = new GatedBody<string?>("one");
        var first = cache.AskAsync(1, one.RunAsync);

        Assert.Equal("two", await cache.CallAsync(2, "two"));

        one.Open();
        Assert.Equal("one", await first);
    }

    [Fact]
    public async Task Body_StartsOnTheCallersThreadAndInItsContext()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var user = new AsyncLocal<string> { Value = "ann" };
        var thread = Environment.CurrentManagedThreadId;
        (int Thread, string? User) seen = default;

        await cache.AskAsync(1, _ =>
        {
            seen = (Environment.CurrentManagedThreadId, user.Value);
            return new ValueTask<string?>("value");
        });

        Assert.Equal((thread, "ann"), seen);
    }

    [Fact]
    public async Task CallersContinuation_DoesNotRunInsideTheBodysCompletion()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var gate = new TaskCompletionSource<string?>();
        using var released = new ManualResetEventSlim();

        async Task CallAndBlock()
        {
            await cache.AskAsync(1, async _ => await gate.Task);
            released.Wait(Ct);
        }

        var calls = new[] { CallAndBlock(), CallAndBlock() };
        gate.SetResult("value");
        released.Set();

        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Exception_ReachesEveryCallerAndIsNotCached()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var body = new GatedBody<string?>("never");
        var first = cache.AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;
        var second = cache.AskAsync(1, body.RunAsync).AsTask();
        var third = cache.CallAsync(1, body.RunAsync, Ct).AsTask();

        var thrown = new FormatException("the body's own");
        body.Throw(thrown);

        foreach (var call in new[] { first, second, third })
        {
            Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => call));
        }

        Assert.Equal(3, cache.Info.Misses);
        Assert.Contains(nameof(GatedBody<string>.RunAsync), thrown.StackTrace, StringComparison.Ordinal);
        Assert.Equal("recovered", await cache.CallAsync(1, "recovered"));
    }

    [Fact]
    public async Task SynchronousException_OfTheBody_ReachesTheCaller()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());

        var call = cache.AskAsync(1, _ => throw new FormatException("at once"));

        await Assert.ThrowsAsync<FormatException>(async () => await call);
        Assert.Equal("recovered", await cache.CallAsync(1, "recovered"));
    }

    [Fact]
    public async Task CallerThatCancels_LeavesWithItsTokenAndTheOthersGetTheValue()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        using var leaving = new CancellationTokenSource();
        var first = cache.CallAsync(1, body.RunAsync, leaving.Token).AsTask();
        await body.Begun;
        var second = cache.CallAsync(1, body.RunAsync, Ct).AsTask();

        await leaving.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal(leaving.Token, exception.CancellationToken);
        Assert.False(body.Token.IsCancellationRequested);
        body.Open();
        Assert.Equal("value", await second);
        Assert.True(cache.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task LastCallerThatLeaves_CancelsTheBodyAndTheNextCallStartsAnew()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var body = new GatedBody<string?>("late") { HeedsCancellation = false };
        using var one = new CancellationTokenSource();
        using var two = new CancellationTokenSource();
        var first = cache.CallAsync(1, body.RunAsync, one.Token).AsTask();
        await body.Begun;
        var second = cache.CallAsync(1, body.RunAsync, two.Token).AsTask();

        await two.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(body.Token.IsCancellationRequested);
        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(body.Token.IsCancellationRequested);

        Assert.Equal("fresh", await cache.CallAsync(1, "fresh"));
        body.Open();
        Assert.Equal("fresh", await cache.CallAsync(1, "unused"));
        Assert.Equal(1, body.Runs);
    }

    [Fact]
    public async Task CallerWithoutAToken_KeepsTheBodyRunning()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        using var leaving = new CancellationTokenSource();
        var staying = cache.AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;
        var left = cache.CallAsync(1, body.RunAsync, leaving.Token).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        Assert.False(body.Token.IsCancellationRequested);
        body.Open();
        Assert.Equal("value", await staying);
    }

    [Fact]
    public async Task FollowerWithoutAToken_KeepsTheBodyRunningAfterTheFirstCallerLeft()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        using var leaving = new CancellationTokenSource();
        var left = cache.CallAsync(1, body.RunAsync, leaving.Token).AsTask();
        await body.Begun;
        var staying = cache.AskAsync(1, body.RunAsync).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        Assert.False(body.Token.IsCancellationRequested);
        body.Open();
        Assert.Equal("value", await staying);
    }

    [Fact]
    public async Task TokenCancelledBefore_RunsNothing()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cache.CallAsync(1, body.RunAsync, new CancellationToken(true)));

        Assert.Equal(0, body.Runs);
    }

    [Fact]
    public async Task BodysOwnCancellation_IsAnExceptionLikeAnyOther()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        var first = cache.CallAsync(1, body.RunAsync, Ct).AsTask();
        await body.Begun;
        var second = cache.AskAsync(1, body.RunAsync).AsTask();

        var own = new OperationCanceledException("a time-out inside");
        body.Throw(own);

        Assert.Same(own, await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first));
        Assert.Same(own, await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second));
    }

    [Fact]
    public async Task AbandonedFlightThatFails_LeavesNoUnobservedException()
    {
        var unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs e) =>
            unobserved += e.Exception.ToString().Contains("nobody asked", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += Count;
        try
        {
            await AbandonAsync();

            // Onto a fresh stack: frames that are still there hold on to the flight.
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Count;
        }

        Assert.Equal(0, unobserved);

        async Task AbandonAsync()
        {
            var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
            var gate = new TaskCompletionSource<string?>();
            using var leaving = new CancellationTokenSource();
            var left = cache.CallAsync(1, async _ => await gate.Task, leaving.Token).AsTask();
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
            gate.SetException(new FormatException("nobody asked"));
        }
    }

    [Fact]
    public async Task BytesMode_EveryCallerGetsItsOwnObject()
    {
        var cache = World.Lists().In(_world.LocalRuntime());
        List<int> made = [1, 2];
        var body = new GatedBody<List<int>?>(made);
        var calls = Enumerable.Range(0, 4).Select(_ => cache.AskAsync(1, body.RunAsync).AsTask()).ToArray();
        body.Open();

        var lists = await Task.WhenAll(calls);
        lists[0]!.Add(3);

        Assert.NotSame(made, lists[0]);
        Assert.All(lists.Skip(1), list => Assert.Equal([1, 2], list!));
        Assert.Equal(4, lists.Distinct(ReferenceEqualityComparer.Instance).Count());
    }
}
