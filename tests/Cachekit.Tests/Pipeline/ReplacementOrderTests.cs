using Cachekit.CompilerServices;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Batches;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

/// <summary>A value that replaces another one must not lose against what was read or computed beside it.</summary>
public class ReplacementOrderTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task LookBesideASet_DoesNotBringTheOldValueBack() => LookBesideAsync(cache => cache.SetAsync(1, "new", Ct));

    [Fact]
    public Task LookBesideARefresh_DoesNotBringTheOldValueBack() =>
        LookBesideAsync(async cache => Assert.Equal("new", await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct)));

    [Fact]
    public Task BackgroundBesideASet_DoesNotBringTheOldValueBack() => BackgroundBesideAsync(cache => cache.SetAsync(1, "new", Ct));

    [Fact]
    public Task BackgroundBesideARefresh_DoesNotBringTheOldValueBack() =>
        BackgroundBesideAsync(async cache => Assert.Equal("new", await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct)));

    [Fact]
    public async Task SetThatACallOvertakesAtItsStart_IsKept()
    {
        var cache = World.Texts<HookedKey>().In(_world.LocalRuntime());
        var calls = 0;

        async Task CallAsync()
        {
            calls++;
            Assert.Equal("old", await cache.CallAsync(new HookedKey(null), "old"));
        }

        await cache.SetAsync(new HookedKey(() => CallAsync().GetAwaiter().GetResult()), "new", Ct);

        Assert.Equal(1, calls);
        Assert.True(cache.TryGetLocal(new HookedKey(null), out var value));
        Assert.Equal("new", value);
    }

    [Fact]
    public async Task RefreshThatTheBackendRefuses_DoesNotLeaveTheOldValueThere()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.Set, BackendErrorKind.Permanent);

        Assert.Equal("new", await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct));

        Assert.Equal("new", await cache.CallAsync(1, "computed"));
        Assert.Equal(CacheLayer.None, (await World.Texts<IntKey>().In(_world.Runtime()).TryGetAsync(1, Ct)).Layer);
    }

    [Fact]
    public async Task SyncRefreshThatTheBackendRefuses_DoesNotLeaveTheOldValueThere()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        cache.Ask(1, _ => "old");
        _world.Faults.Fail(BackendOperation.Set, BackendErrorKind.Permanent);

        Assert.Equal("new", await cache.RefreshSyncBodyAsync(1, new SyncBody<string?>(_ => "new"), Ct));

        Assert.Equal(CacheLayer.None, (await World.Texts<IntKey>().In(_world.Runtime()).TryGetAsync(1, Ct)).Layer);
    }

    [Fact]
    public async Task SetThatTheBackendRefuses_DoesNotLeaveTheOldValueThere()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.Set, BackendErrorKind.Permanent);

        await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.SetAsync(1, "new", Ct));

        Assert.Equal(CacheLayer.None, (await World.Texts<IntKey>().In(_world.Runtime()).TryGetAsync(1, Ct)).Layer);
    }

    [Fact]
    public Task SetOvertakenByASet_DoesNotLeaveTheOldValue() => OvertakenAsync(cache => cache.SetAsync(1, "newest", Ct), "newest");

    [Fact]
    public Task SetOvertakenByARefresh_DoesNotLeaveTheOldValue() =>
        OvertakenAsync(async cache => await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("newest"), Ct), "newest");

    [Fact]
    public Task SetOvertakenByAnInvalidation_DoesNotLeaveTheOldValue() => OvertakenAsync(cache => cache.InvalidateAsync(1, Ct), "computed");

    [Fact]
    public Task SetOvertakenByASynchronousInvalidation_DoesNotLeaveTheOldValue() =>
        OvertakenAsync(cache => new ValueTask(Task.Run(() => cache.InvalidateAfterCall(1), Ct)), "computed");

    [Theory]
    [InlineData("asynchronous")]
    [InlineData("synchronous")]
    [InlineData("batch")]
    [InlineData("synchronous batch")]
    public async Task RefreshThatAnInvalidationOvertakesBeforeItsWrite_DoesNotLeaveTheOldValue(string form)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        BackendGate? removal = null;
        Task? invalidation = null;

        void Overtake()
        {
            removal = _world.Faults.Hang(BackendOperation.Delete);
            invalidation = cache.InvalidateAsync(1, Ct).AsTask();
            _world.Faults.Release(BackendOperation.Delete);
        }

        var batch = new BatchBody<string?>(_ => Overtaken(Overtake));
        switch (form)
        {
            case "asynchronous":
                await cache.RefreshWithAsync(1, _ => new ValueTask<string?>(Overtaken(Overtake)), Ct);
                break;
            case "synchronous":
                await cache.RefreshSyncBodyAsync(1, new SyncBody<string?>(_ => Overtaken(Overtake)), Ct);
                break;
            default:
                await cache.MakeAnewAsync(batch, isAsync: form is "batch", 1);
                break;
        }

        Assert.Equal("computed", await cache.CallAsync(1, "computed"));
        removal!.Open();
        await invalidation!;
    }

    private static string Overtaken(Action overtake)
    {
        overtake();
        return "new";
    }

    /// <summary>A set whose write is under way is overtaken by another change, which stays under way.</summary>
    private async Task OvertakenAsync(Func<MethodCache<IntKey, string?>, ValueTask> overtakeAsync, string expected)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        var first = _world.Faults.Hang(BackendOperation.Set);
        var set = cache.SetAsync(1, "new", Ct).AsTask();
        await first.WhenArrivedAsync();
        var second = _world.Faults.Hang(BackendOperation.Set | BackendOperation.Delete);
        var overtaking = overtakeAsync(cache).AsTask();
        await second.WhenArrivedAsync();
        _world.Faults.Release(BackendOperation.Set | BackendOperation.Delete);

        first.Open();
        await set;

        // It may have to wait for the other change, and has begun before its end.
        var call = cache.CallAsync(1, "computed");
        second.Open();
        Assert.Equal(expected, await call);
        await overtaking;
        Assert.NotEqual("old", await cache.CallAsync(1, "computed"));
    }

    private async Task LookBesideAsync(Func<MethodCache<IntKey, string?>, ValueTask> replaceAsync)
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "old");
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var write = _world.Faults.Hang(BackendOperation.Set);
        var replacement = replaceAsync(cache).AsTask();
        await write.WhenArrivedAsync();

        // The look has read the old value and still asks for the marker.
        BackendGate? marker = null;
        _world.Faults.LieOnGet((_, value) =>
        {
            marker ??= _world.Faults.Hang(BackendOperation.Get);
            return value;
        });
        var look = cache.TryGetAsync(1, Ct).AsTask();
        await marker!.WhenArrivedAsync();
        write.Open();
        await replacement;
        marker.Open();

        Assert.Equal("old", (await look).Value);
        Assert.Equal("new", await cache.CallAsync(1, "computed"));
    }

    private async Task BackgroundBesideAsync(Func<MethodCache<IntKey, string?>, ValueTask> replaceAsync)
    {
        var texts = World.Texts<IntKey>(definition => definition with { Ttl = TimeSpan.FromMinutes(10) });
        var runtime = _world.Runtime();
        var cache = texts.In(runtime);
        await cache.CallAsync(1, "aging");
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        await texts.In(_world.Runtime()).SetAsync(1, "old", Ct);
        var write = _world.Faults.Hang(BackendOperation.Set);
        var replacement = replaceAsync(cache).AsTask();
        await write.WhenArrivedAsync();

        // A call finds an aging value. What is started in the background for it would read the old value, and ask for the marker until the new one is written.
        BackendGate? marker = null;
        var read = new TaskCompletionSource();
        _world.Faults.LieOnGet((_, value) =>
        {
            marker ??= _world.Faults.Hang(BackendOperation.Get);
            read.TrySetResult();
            return value;
        });
        Assert.Equal("aging", await cache.CallAsync(1, "computed"));
        await Task.WhenAny(read.Task, runtime.Background.WhenIdleAsync());
        write.Open();
        await replacement;
        marker?.Open();
        await runtime.Background.WhenIdleAsync();

        Assert.Equal("new", await cache.CallAsync(1, "computed"));
    }

    /// <summary>A key that lets something happen between the first and the second step of a call.</summary>
    private readonly struct HookedKey(Action? onSnapshot) : ICacheKey<HookedKey>
    {
        public static int Count => 1;

        public bool Equals(HookedKey other) => true;

        public override bool Equals(object? obj) => obj is HookedKey;

        public override int GetHashCode() => 1;

        public HookedKey Snapshot()
        {
            onSnapshot?.Invoke();
            return default;
        }

        public void WriteTo(ref KeyWriter writer)
        {
            writer.Argument("id");
            writer.Write(1);
        }
    }
}
