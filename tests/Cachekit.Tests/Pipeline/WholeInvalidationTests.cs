using Cachekit.CompilerServices;
using Cachekit.Pipeline;
using Cachekit.Storage;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

/// <summary>Invalidation of all entries of a method or a namespace, in one process and between two.</summary>
public class WholeInvalidationTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InvalidateAll_EndsAllEntriesOfTheMethodAndNoOther()
    {
        var runtime = _world.Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        var bystander = World.Texts<IntKey>(d => d with { KeyName = "Shop.Other.fedcba9876543210" }).In(runtime);
        await cache.CallAsync(1, "one");
        await cache.CallAsync(2, "two");
        await bystander.CallAsync(1, "other");

        await cache.InvalidateAllAsync(Ct);

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.False((await cache.TryGetAsync(2, Ct)).Found);
        Assert.Equal(CacheLayer.Local, (await bystander.TryGetAsync(1, Ct)).Layer);
        Assert.Equal("new", await cache.CallAsync(1, "new"));
        Assert.Equal("new", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task FlightThatStartedBefore_IsNeitherJoinedNorKept()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var slow = new GatedBody<string?>("old");
        var call = cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await cache.InvalidateAllAsync(Ct);

        var after = cache.CallAsync(1, "new").AsTask();
        Assert.Equal("new", await after);
        slow.Open();
        Assert.Equal("old", await call);
        Assert.Equal("new", await cache.CallAsync(1, "unused"));
        Assert.NotEqual("old", (await World.Texts<IntKey>().In(_world.Runtime()).TryGetAsync(1, Ct)).Value);
    }

    [Fact]
    public async Task AnotherProcess_StopsUsingTheBackendsEntriesWithinASecond()
    {
        var here = World.Texts<IntKey>().In(_world.Runtime());
        var there = World.Texts<IntKey>().In(_world.Runtime());
        await here.CallAsync(1, "one");
        await here.CallAsync(2, "two");
        await there.CallAsync(1, "unused");

        await here.InvalidateAllAsync(Ct);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("new", await there.CallAsync(2, "new"));
        Assert.Equal("new", there.Ask(2, _ => "unused"));
    }

    [Fact]
    public async Task Marker_OutlivesEveryEntryItOutdates()
    {
        var limited = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromDays(90) }).In(_world.Runtime());
        await limited.InvalidateAllAsync(Ct);
        Assert.Equal(TimeSpan.FromDays(90), _world.Faults.Calls.All[^1].Ttl);

        var endless = World.Texts<IntKey>(d => d with { NullNeverExpires = true }).In(_world.Runtime());
        await endless.InvalidateAllAsync(Ct);
        Assert.Null(_world.Faults.Calls.All[^1].Ttl);
    }

    [Fact]
    public async Task MarkersAreReadOnHitsOnlyAndAtMostOncePerSecond()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "one");
        var cache = World.Texts<IntKey>().In(_world.Runtime(o => o.Local.Enabled = false));
        _world.Faults.Calls.Clear();

        await cache.CallAsync(5, (string?)null);
        Assert.Equal(1, _world.Faults.Calls.Count(BackendOperation.Get));
        await cache.CallAsync(1, "unused");
        Assert.Equal(4, _world.Faults.Calls.Count(BackendOperation.Get));
        await cache.CallAsync(1, "unused");
        Assert.Equal(5, _world.Faults.Calls.Count(BackendOperation.Get));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await cache.CallAsync(1, "unused");
        Assert.Equal(8, _world.Faults.Calls.Count(BackendOperation.Get));
    }

    [Fact]
    public async Task MarkerFromAClockAhead_IsNotLoweredAndNewValuesAreValid()
    {
        var ahead = new World();
        ahead.Time.Advance(TimeSpan.FromHours(1));
        CachekitRuntime Ahead() => new(new CachekitOptions { TimeProvider = ahead.Time, Variables = static _ => null }.UseBackend(_world.Faults));
        var there = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromDays(1) }).In(Ahead());
        await there.CallAsync(1, "old");
        await there.InvalidateAllAsync(Ct);

        var here = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromDays(1) }).In(_world.Runtime());
        Assert.Equal("new", await here.CallAsync(1, "new"));

        Assert.Equal("new", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "unused"));
    }

    [Fact]
    public async Task MarkerOfAnotherProcess_IsNeverLowered()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.InvalidateAllAsync(Ct);
        var key = Assert.Single(_world.Store.Keys);
        var ahead = StampClock.Next(_world.Time) + TimeSpan.TicksPerHour;
        _world.Store.Plant(key, StampedFormat.CreateMarker(ahead));

        await cache.InvalidateAllAsync(Ct);

        Assert.True(StampedFormat.TryReadStamp(_world.Store.Peek(key), out var stamp));
        Assert.InRange(stamp, ahead + 1, long.MaxValue);
    }

    [Fact]
    public async Task InvalidateAllWithAFailingBackend_CountsInThisProcessForGood()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.Set);

        await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.InvalidateAllAsync(Ct));
        _world.Faults.Heal();
        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("new", await cache.CallAsync(1, "new"));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData(null)]
    public async Task InvalidateNamespace_EndsAllItsMethodsInAllProcesses(string? ns)
    {
        CachedMethod<IntKey, string?> First() => World.Texts<IntKey>(d => d with { Namespace = ns });
        CachedMethod<IntKey, string?> Second() => World.Texts<IntKey>(d => d with { Namespace = ns, KeyName = "Shop.Second.fedcba9876543210" });
        CachedMethod<IntKey, string?> Bystander() => World.Texts<IntKey>(d => d with { Namespace = "other" });
        var runtime = _world.Runtime();
        var first = First().In(runtime);
        var second = Second().In(runtime);
        var bystander = Bystander().In(runtime);
        await first.CallAsync(1, "old");
        await second.CallAsync(1, "old");
        await bystander.CallAsync(1, "kept");
        var slow = new GatedBody<string?>("old");
        var running = first.AskAsync(2, slow.RunAsync).AsTask();
        await slow.Begun;

        await runtime.InvalidateNamespaceAsync(ns, Ct);
        slow.Open();
        await running;

        Assert.False((await first.TryGetAsync(1, Ct)).Found);
        Assert.False((await first.TryGetAsync(2, Ct)).Found);
        Assert.False((await second.TryGetAsync(1, Ct)).Found);
        Assert.Equal(CacheLayer.Local, (await bystander.TryGetAsync(1, Ct)).Layer);
        Assert.False((await Second().In(_world.Runtime()).TryGetAsync(1, Ct)).Found);
        Assert.True((await Bystander().In(_world.Runtime()).TryGetAsync(1, Ct)).Found);
    }

    [Fact]
    public async Task InvalidateNamespaceWithOneFailingBackend_TellsTheOthersAllTheSame()
    {
        var named = new MemoryBackend(_world.Time);
        var runtime = _world.Runtime(o => o.AddBackend("eu", named));
        var cache = World.Texts<IntKey>(d => d with { Backend = "eu" }).In(runtime);
        await cache.CallAsync(1, "old");
        _world.Faults.Fail(BackendOperation.All);

        await Assert.ThrowsAsync<CacheBackendException>(async () => await runtime.InvalidateNamespaceAsync(null, Ct));

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Equal(2, named.Keys.Count);
    }

    [Fact]
    public async Task InvalidateWithoutABackend_WorksInMemory()
    {
        var runtime = _world.LocalRuntime();
        var cache = World.Texts<IntKey>(d => d with { Namespace = "shop" }).In(runtime);
        await cache.CallAsync(1, "one");
        await cache.InvalidateAllAsync(Ct);
        Assert.Equal("two", await cache.CallAsync(1, "two"));
        await runtime.InvalidateNamespaceAsync("shop", Ct);
        Assert.Equal("three", await cache.CallAsync(1, "three"));
    }
}
