using Cachekit.Tests.Batches;
using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Pipeline;

public class RefreshAndSetTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refresh_RunsTheBodyAndReplacesBothLayers()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");

        Assert.Equal("new", await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct));

        Assert.Equal("new", await cache.CallAsync(1, "unused"));
        Assert.Equal("new", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task RefreshThatFails_LeavesTheOldEntry()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");

        await Assert.ThrowsAsync<FormatException>(async () => await cache.RefreshWithAsync(1, _ => throw new FormatException(), Ct));

        Assert.Equal("old", await cache.CallAsync(1, "unused"));
        Assert.Equal("old", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task DuringARefresh_TheOldEntryIsServed()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        await cache.CallAsync(1, "old");
        var body = new GatedBody<string?>("new");
        var refresh = cache.RefreshWithAsync(1, body.RunAsync, Ct).AsTask();
        await body.Begun;

        Assert.Equal("old", await cache.CallAsync(1, "unused"));

        body.Open();
        await refresh;
        Assert.Equal("new", await cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task Refresh_WinsOverAFlightThatStartedBefore()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var slow = new GatedBody<string?>("old");
        var call = cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct);
        slow.Open();

        Assert.Equal("old", await call);
        Assert.Equal("new", await cache.CallAsync(1, "unused"));
        Assert.Equal("new", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task RefreshWhoseResultIsNotKept_RemovesTheOldEntry()
    {
        var cache = World.Texts<IntKey>(d => d with { CacheNulls = false }).In(_world.Runtime());
        await cache.CallAsync(1, "old");

        Assert.Null(await cache.RefreshWithAsync(1, _ => new ValueTask<string?>((string?)null), Ct));

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task CallsDuringARefreshOfAMissingEntry_JoinIt()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new GatedBody<string?>("new");
        var refresh = cache.RefreshWithAsync(1, body.RunAsync, Ct).AsTask();
        await body.Begun;
        var call = cache.CallAsync(1, "unused").AsTask();

        body.Open();

        Assert.Equal("new", await refresh);
        Assert.Equal("new", await call);
    }

    [Fact]
    public async Task Set_StoresInBothLayersWithTheMethodsLife()
    {
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(9) }).In(_world.Runtime());

        await cache.SetAsync(1, "set", Ct);

        Assert.True(cache.TryGetLocal(1, out var local));
        Assert.Equal("set", local);
        Assert.Equal(TimeSpan.FromSeconds(9), _world.Store.PeekTtl(cache.GetKey(1)));
        Assert.Equal("set", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task Set_WinsOverAFlightThatStartedBefore()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var slow = new GatedBody<string?>("old");
        var call = cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await cache.SetAsync(1, "set", Ct);
        slow.Open();

        Assert.Equal("old", await call);
        Assert.Equal("set", await cache.CallAsync(1, "unused"));
        Assert.Equal("set", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task SetOfAnObjectThatChangesAfterwards_StoresWhatItWas()
    {
        var cache = World.Lists().In(_world.Runtime());
        var gate = _world.Faults.Hang(BackendOperation.Set);
        List<int> value = [1];
        var set = cache.SetAsync(1, value, Ct).AsTask();
        await gate.WhenArrivedAsync();
        value.Add(2);
        gate.Open();
        await set;

        Assert.Equal([1], (await cache.CallAsync(1, []))!);
        Assert.Equal([1], (await World.Lists().In(_world.Runtime()).CallAsync(1, []))!);
    }

    [Fact]
    public async Task SetOfNullWhereNullsAreNotCached_RemovesTheEntry()
    {
        var cache = World.Texts<IntKey>(d => d with { CacheNulls = false }).In(_world.Runtime());
        await cache.CallAsync(1, "old");

        await cache.SetAsync(1, null, Ct);

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task SetThatTheBackendRefuses_TellsTheCallerAndKeepsTheValueInMemory()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.Set, BackendErrorKind.Permanent);

        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.SetAsync(1, "set", Ct));

        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.Equal("set", await cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task SetOfWhatCannotBeEncoded_TellsTheCallerAndRemovesTheEntry()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");

        await Assert.ThrowsAsync<CacheSerializationException>(async () => await cache.SetAsync(1, "\ud800", Ct));

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefreshThatItsCallerLeaves_LeavesTheOldEntry(bool isBatch)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        using var leaving = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var batch = new BatchBody<string?>(async (_, _) =>
        {
            await gate.Task.ConfigureAwait(false);
            return new Dictionary<int, string?> { [1] = "new" };
        });
        var refresh = isBatch
            ? cache.RefreshManyAsync<int, Dictionary<int, string?>, BatchBody<string?>.Call>([1], new(batch), leaving.Token).AsTask()
            : (Task)cache.RefreshWithAsync(1, async _ => (await batch.Run([1], default).ConfigureAwait(false))[1], leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh);

        // The body does not heed its token, and goes on in here.
        gate.SetResult();

        Assert.Equal("old", await cache.CallAsync(1, "computed"));
        Assert.Equal("old", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "computed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoSetsAtOnce_LeaveTheSameValueInBothLayersOrNoneInTheBackend(bool inOrder)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var firstWrite = _world.Faults.Hang(BackendOperation.Set);
        var first = cache.SetAsync(1, "first", Ct).AsTask();
        await firstWrite.WhenArrivedAsync();
        var secondWrite = _world.Faults.Hang(BackendOperation.Set);
        var second = cache.SetAsync(1, "second", Ct).AsTask();
        await secondWrite.WhenArrivedAsync();

        (inOrder ? firstWrite : secondWrite).Open();
        await (inOrder ? first : second);
        (inOrder ? secondWrite : firstWrite).Open();
        await Task.WhenAll(first, second);

        Assert.True(cache.TryGetLocal(1, out var local));
        Assert.Equal("second", local);
        var stored = await World.Texts<IntKey>().In(_world.Runtime()).TryGetAsync(1, Ct);
        Assert.Equal(inOrder ? "second" : null, stored.Found ? stored.Value : null);
    }
}
