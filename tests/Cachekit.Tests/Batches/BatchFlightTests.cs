using Cachekit.CompilerServices;
using Cachekit.Serialization;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Batches;

/// <summary>What happens to the ids of a batch that others ask for, remove or set meanwhile.</summary>
public class BatchFlightTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IdInTheAir_IsWaitedFor_AndNotComputedTwice()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var single = new GatedBody<string?>("single");
        var flying = cache.AskAsync(2, single.RunAsync);
        await single.Begun;
        var body = new BatchBody<string?>(id => $"v{id}");

        var batch = cache.ManyAsync(body, 1, 2, 3);
        Assert.False(batch.IsCompleted);
        single.Open();
        var values = await batch;

        Assert.Equal("single", await flying);
        Assert.Equal("single", values[2]);
        Assert.Equal([1, 3], Assert.Single(body.Asked));
        Assert.Equal(1, single.Runs);
    }

    [Fact]
    public async Task SingleCall_WaitsForTheBatch()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = new GatedBatch(id => $"v{id}");
        var batch = cache.ManyAsync(gate.Body, 1, 2);
        await gate.Begun;

        var single = cache.AskAsync(2, _ => throw new InvalidOperationException("computed twice"));
        var sync = Task.Run(() => cache.Ask(1, _ => throw new InvalidOperationException("computed twice")), Ct);
        gate.Open();

        Assert.Equal("v2", await single);
        Assert.Equal("v1", await sync);
        Assert.Equal(2, (await batch).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoBatchesWithTheSameIdsInOppositeOrder_ShareTheWork(bool isAsync)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var one = new GatedBatch(id => $"one{id}");
        var two = new GatedBatch(id => $"two{id}");
        var first = Start(one.Body, 1, 2, 3);
        await one.Begun;
        var second = Start(two.Body, 4, 3, 2);
        await two.Begun;

        Assert.Equal([1, 2, 3], Assert.Single(one.Body.Asked));
        Assert.Equal([4], Assert.Single(two.Body.Asked));
        var third = Start(two.Body, 3, 4);
        two.Open();
        one.Open();

        Assert.Equal(["one1", "one2", "one3"], (await first).Values.Order());
        Assert.Equal(["one2", "one3", "two4"], (await second).Values.Order());
        Assert.Equal(["one3", "two4"], (await third).Values.Order());

        Task<Dictionary<int, string?>> Start(BatchBody<string?> body, params int[] ids) =>
            isAsync ? cache.ManyAsync(body, ids).AsTask() : Task.Run(() => cache.Many(body, ids), Ct);
    }

    [Fact]
    public async Task OverlappingBatchesFromManyThreads_ComputeEachIdOnce()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var computed = new int[100];
        var body = new BatchBody<string?>(async (ids, _) =>
        {
            await Task.Yield();
            foreach (var id in ids)
            {
                Interlocked.Increment(ref computed[id]);
            }

            return ids.ToDictionary(id => id, id => (string?)$"v{id}");
        });
        var random = new Random(5);
        var calls = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 10).Select(_ => random.Next(100)).ToArray()).ToArray();

        await Parallel.ForEachAsync(calls, Ct, async (ids, _) =>
        {
            var values = await cache.ManyAsync(body, ids);
            Assert.All(ids, id => Assert.Equal($"v{id}", values[id]));
            Assert.Equal($"v{ids[0]}", await cache.AskAsync(ids[0], _ => throw new InvalidOperationException("it was there")));
        });

        Assert.All(computed, count => Assert.InRange(count, 0, 1));
    }

    [Fact]
    public async Task InvalidationDuringTheBatch_Wins()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = new GatedBatch(id => $"old{id}");
        var batch = cache.ManyAsync(gate.Body, 1, 2);
        await gate.Begun;

        await cache.InvalidateAsync(1, Ct);
        var fresh = cache.CallAsync(1, "new");
        gate.Open();

        Assert.Equal("old1", (await batch)[1]);
        Assert.Equal("new", await fresh);
        Assert.Equal("new", await cache.CallAsync(1, "unused"));
        Assert.Equal("old2", await cache.CallAsync(2, "unused"));
        var other = World.Texts<IntKey>().In(_world.Runtime());
        Assert.Equal("new", await other.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task InvalidationDuringTheWrite_RemovesWhatArrivedLate()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = _world.Faults.Hang(BackendOperation.Set);
        var batch = cache.ManyAsync(new BatchBody<string?>(id => $"old{id}"), 1, 2);
        await gate.WhenArrivedAsync(2);

        await cache.InvalidateAsync(1, Ct);
        gate.Open();
        await batch;

        Assert.Equal(cache.GetKey(2), Assert.Single(_world.Store.Keys));
        Assert.False(cache.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task ValueSetDuringTheBatch_Wins()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = new GatedBatch(id => $"old{id}");
        var batch = cache.ManyAsync(gate.Body, 1, 2);
        await gate.Begun;

        await cache.SetAsync(2, "set", Ct);
        gate.Open();
        await batch;

        Assert.Equal("set", await cache.CallAsync(2, "unused"));
        Assert.Equal("set", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(2, "unused"));
    }

    [Fact]
    public async Task Failure_ReachesEveryWaiter_AndNothingIsStored()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = new GatedBatch(id => $"v{id}");
        var batch = cache.ManyAsync(gate.Body, 1, 2);
        await gate.Begun;
        var single = cache.CallAsync(1, "unused");
        var other = cache.ManyAsync(new BatchBody<string?>(id => $"w{id}"), 2, 3);

        gate.Throw(new TimeoutException("the database is away"));

        await Assert.ThrowsAsync<TimeoutException>(async () => await batch);
        await Assert.ThrowsAsync<TimeoutException>(async () => await single);
        await Assert.ThrowsAsync<TimeoutException>(async () => await other);
        Assert.Equal("again", await cache.CallAsync(1, "again"));
        Assert.Equal("w3", await cache.CallAsync(3, "unused"));
    }

    [Fact]
    public async Task SyncFailure_ReachesTheCaller()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var body = new BatchBody<string?>((_, _) => throw new TimeoutException("the database is away"));

        Assert.Throws<TimeoutException>(() => cache.Many(body, 1, 2));

        Assert.Empty(_world.Store.Keys);
        Assert.Equal("again", await cache.CallAsync(1, "again"));
    }

    [Fact]
    public async Task LastCallerLeaves_TheBodyIsCancelled()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = new GatedBatch(id => $"v{id}", heedsCancellation: true);
        using var source = new CancellationTokenSource();
        var batch = cache.ManyAsync(gate.Body, source.Token, 1, 2);
        await gate.Begun;

        await source.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await batch);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.True(gate.Token.IsCancellationRequested);
        Assert.Equal("again", await cache.CallAsync(1, "again"));
    }

    [Fact]
    public async Task SomebodyStillWaitsForOneId_TheBodyGoesOn()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = new GatedBatch(id => $"v{id}", heedsCancellation: true);
        using var source = new CancellationTokenSource();
        var batch = cache.ManyAsync(gate.Body, source.Token, 1, 2);
        await gate.Begun;
        var single = cache.CallAsync(2, "unused");

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await batch);
        Assert.False(gate.Token.IsCancellationRequested);
        gate.Open();

        Assert.Equal("v2", await single);
        Assert.False(cache.TryGetLocal(1, out _));
        Assert.True(cache.TryGetLocal(2, out _));
    }

    [Fact]
    public async Task CallerThatLeaves_LeavesTheFlightsOfOthersToThem()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var single = new GatedBody<string?>("single");
        var flying = cache.CallAsync(1, single.RunAsync, CancellationToken.None);
        await single.Begun;
        using var source = new CancellationTokenSource();
        var batch = cache.ManyAsync(new BatchBody<string?>(id => $"v{id}"), source.Token, 1);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await batch);
        single.Open();

        Assert.Equal("single", await flying);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SingleCallThatWaitedForAnIdWithoutAValue_AsksItsOwnBody(bool isAsync)
    {
        var cache = World.Method<IntKey, int>(Codecs.Int32, ValueStorage.Object).In(_world.Runtime());
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = cache.ManyAsync(new BatchBody<int>(async (_, _) =>
        {
            begun.SetResult();
            await open.Task;
            return [];
        }), 1, 2);
        await begun.Task;

        var single = isAsync ? cache.CallAsync(1, 7).AsTask() : Task.Run(() => cache.Ask(1, _ => 7), Ct);
        var other = cache.ManyAsync(new BatchBody<int>(id => id * 10), 2);
        Assert.False(other.IsCompleted);
        open.SetResult();

        Assert.Empty(await batch);
        Assert.Equal(7, await single);
        Assert.Equal(20, (await other)[2]);
    }

    [Fact]
    public async Task Refresh_ReplacesAll_AndAFailureLeavesThem()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(new BatchBody<string?>(id => $"old{id}"), 1, 2);
        var failing = new BatchBody<string?>((_, _) => throw new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(async () => await cache.RefreshManyAsync(failing, 1, 2));
        Assert.Equal("old1", await cache.CallAsync(1, "unused"));

        var refreshed = await cache.RefreshManyAsync(new BatchBody<string?>((ids, _) => new(new Dictionary<int, string?> { [1] = "new" })), 1, 2);
        Assert.Equal("new", Assert.Single(refreshed).Value);
        Assert.Equal("new", await cache.CallAsync(1, "unused"));
        Assert.Null(await cache.CallAsync(2, "unused"));
        var synchronous = cache.RefreshManySyncBodyAsync<int, Dictionary<int, string?>, BatchBody<string?>.Call>([1, 2], new(new BatchBody<string?>(id => $"sync{id}")), Ct);
        Assert.True(synchronous.IsCompletedSuccessfully);
        Assert.Equal("sync2", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(2, "unused"));
    }

    [Fact]
    public async Task RefreshWhoseResultIsNotStored_RemovesTheEntry()
    {
        var cache = World.Texts<IntKey>(d => d with { CacheNulls = false }).In(_world.Runtime());
        await cache.ManyAsync(new BatchBody<string?>(id => $"old{id}"), 1, 2);

        await cache.RefreshManyAsync(new BatchBody<string?>((_, _) => new(new Dictionary<int, string?> { [2] = "new" })), 1, 2);

        Assert.Equal(cache.GetKey(2), Assert.Single(_world.Store.Keys));
        Assert.Equal("again", await cache.CallAsync(1, "again"));
    }
}
