using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Pipeline;

public class InvalidationTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invalidate_RemovesTheEntryFromBothLayersAndNoOther()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "one");
        await cache.CallAsync(2, "two");

        await cache.InvalidateAsync(1, Ct);

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Equal(CacheLayer.Local, (await cache.TryGetAsync(2, Ct)).Layer);
        Assert.Equal([cache.GetKey(2)], _world.Store.Keys);
    }

    [Fact]
    public async Task BodyThatRunsDuringTheInvalidation_ReturnsButIsNotKept()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var slow = new GatedBody<string?>("old");
        var call = cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await cache.InvalidateAsync(1, Ct);
        slow.Open();

        Assert.Equal("old", await call);
        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task CallAfterTheInvalidation_DoesNotJoinTheOlderFlight()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var slow = new GatedBody<string?>("old");
        var call = cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await cache.InvalidateAsync(1, Ct);

        Assert.Equal("new", await cache.CallAsync(1, "new"));
        slow.Open();
        Assert.Equal("old", await call);
        Assert.Equal("new", await cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task FlightThatReadTheOldEntryBeforeItsRemoval_DoesNotBringItBack()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "old");
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var delete = _world.Faults.Hang(BackendOperation.Delete);
        var invalidation = cache.InvalidateAsync(1, Ct).AsTask();
        await delete.WhenArrivedAsync();

        // Starts after the invalidation began, and reads before the backend has removed the entry.
        Assert.Equal("old", await cache.CallAsync(1, "unused"));
        delete.Open();
        await invalidation;

        Assert.Equal("new", await cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task FlightThatIsStillReadingWhenTheEntryIsRemoved_DoesNotBringItBack()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "old");
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var key = cache.GetKey(1);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        _world.Faults.LieOnGet((asked, honest) =>
        {
            if (asked == key)
            {
                reading.SetResult();
                goOn.Wait(Ct);
            }

            return honest;
        });
        var call = Task.Run(async () => await cache.CallAsync(1, "made"), Ct);
        await reading.Task;

        await cache.InvalidateAsync(1, Ct);
        goOn.Set();

        // What it has read is older than the invalidation, which is known when it has it.
        Assert.Equal("made", await call);
        _world.Faults.Heal();
        Assert.Equal("new", await cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task WriteThatArrivesAfterTheRemoval_IsUndone()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var write = _world.Faults.Hang(BackendOperation.Set);
        var call = cache.CallAsync(1, "old").AsTask();
        await write.WhenArrivedAsync();

        await cache.InvalidateAsync(1, Ct);
        write.Open();

        Assert.Equal("old", await call);
        Assert.Empty(_world.Store.Keys);
        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
    }

    [Fact]
    public async Task SyncWriteThatArrivesAfterTheRemoval_IsUndone()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var write = _world.Faults.Hang(BackendOperation.Set);
        var call = Task.Factory.StartNew(() => cache.Ask(1, _ => "old"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await write.WhenArrivedAsync();

        await cache.InvalidateAsync(1, Ct);
        write.Open();

        Assert.Equal("old", await call);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task InvalidateWithAFailingBackend_CleansMemoryAndTellsTheCaller()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.Delete);

        await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.InvalidateAsync(1, Ct));

        Assert.False(cache.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task InvalidateThatIsCancelled_CleansMemory()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        var delete = _world.Faults.Hang(BackendOperation.Delete);
        using var leaving = new CancellationTokenSource();
        var invalidation = cache.InvalidateAsync(1, leaving.Token).AsTask();
        await delete.WhenArrivedAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invalidation);
        Assert.False(cache.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task InvalidateAfterACall_OnlyLogsAFailure()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "one");
        await cache.CallAsync(2, "two");
        _world.Faults.Fail(BackendOperation.Delete);

        await cache.InvalidateAfterCallAsync(1);
        cache.InvalidateAfterCall(2);

        Assert.False(cache.TryGetLocal(1, out _));
        Assert.False(cache.TryGetLocal(2, out _));
        Assert.Equal(2, _world.Logs.Count(1120, LogLevel.Error));
    }

    [Fact]
    public async Task InvalidateAfterACall_RemovesTheEntry()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "one");
        await cache.CallAsync(2, "two");

        await cache.InvalidateAfterCallAsync(1);
        cache.InvalidateAfterCall(2);

        Assert.Empty(_world.Store.Keys);
        Assert.Equal(0, cache.Info.LocalEntries);
    }

    [Fact]
    public async Task KeyArrayThatChangesDuringTheInvalidation_StillRemovesTheEntry()
    {
        var cache = World.Texts<ArrayKey>().In(_world.Runtime());
        int[] ids = [1, 2];
        await cache.CallAsync(new ArrayKey(ids), "value");
        var delete = _world.Faults.Hang(BackendOperation.Delete);
        var invalidation = cache.InvalidateAsync(new ArrayKey(ids), Ct).AsTask();
        await delete.WhenArrivedAsync();

        ids[0] = 9;
        delete.Open();
        await invalidation;

        Assert.False(cache.TryGetLocal(new ArrayKey([1, 2]), out _));
    }
}
