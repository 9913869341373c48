using Cachekit.CompilerServices;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;
using Cachekit.Tests.Streams;

namespace Cachekit.Tests.Batches;

/// <summary>Batches and streams in a <see cref="CacheScope"/>, near the end of their lives, and past it.</summary>
public class BatchScopeTests
{
    private readonly World _world = new();
    private readonly BatchBody<string?> _old = new(id => $"old{id}");
    private readonly BatchBody<string?> _new = new(id => $"new{id}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bypass_ReadsAndStoresNothing(bool isAsync)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(_old, 1);
        _world.Faults.Calls.Clear();

        using (CacheScope.Bypass())
        {
            var values = isAsync ? await cache.ManyAsync(_new, 1, 2, 1) : cache.Many(_new, 1, 2, 1);
            Assert.Equal(["new1", "new2"], values.Values.Order());
            Assert.Empty(isAsync ? await cache.ManyAsync(_new) : cache.Many(_new));
        }

        Assert.Equal([1, 2], Assert.Single(_new.Asked));
        Assert.Empty(_world.Faults.Calls.All);
        Assert.Equal("old1", await cache.CallAsync(1, "unused"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForceRefresh_ReplacesAll(bool isAsync)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(_old, 1, 2);

        using (CacheScope.ForceRefresh())
        {
            Assert.Equal(["new1", "new2"], (isAsync ? await cache.ManyAsync(_new, 1, 2) : cache.Many(_new, 1, 2)).Values.Order());
        }

        Assert.Equal("new1", await cache.CallAsync(1, "unused"));
        Assert.Equal("new2", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(2, "unused"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadOnly_ReadsAndStoresNothing(bool isAsync)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(_old, 1);

        using (CacheScope.ReadOnly())
        {
            Assert.Equal(["new2", "old1"], (isAsync ? await cache.ManyAsync(_new, 1, 2) : cache.Many(_new, 1, 2)).Values.Order());
        }

        Assert.Equal([2], Assert.Single(_new.Asked));
        Assert.Equal(cache.GetKey(1), Assert.Single(_world.Store.Keys));
        Assert.False(cache.TryGetLocal(2, out _));
    }

    [Fact]
    public async Task EntryNearTheEndOfItsLife_IsServedFromMemory_WithoutARefresh()
    {
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(100), Policy = new CachePolicyOptions { SwrEnabled = true, SwrThresholdRatio = 0.5 } }).In(_world.Runtime());
        await cache.ManyAsync(_old, 1);
        _world.Faults.Calls.Clear();

        _world.Time.Advance(TimeSpan.FromSeconds(80));
        Assert.Equal("old1", (await cache.ManyAsync(_new, 1))[1]);
        Assert.Empty(_world.Faults.Calls.All);
        _world.Time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal("new1", (await cache.ManyAsync(_new, 1))[1]);
    }

    [Fact]
    public async Task LifeThatUsesExtend_IsExtended()
    {
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(100), Policy = new CachePolicyOptions { Sliding = true } }).In(_world.LocalRuntime());
        await cache.ManyAsync(_old, 1);

        for (var i = 0; i < 3; i++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(80));
            Assert.Equal("old1", (await cache.ManyAsync(_new, 1))[1]);
        }

        Assert.Empty(_new.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyThatFails_StaleValuesAreServed(bool isAsync)
    {
        var cache = World.Texts<IntKey>(Stale).In(_world.Runtime());
        await cache.ManyAsync(_old, 1, 2);
        var failing = new BatchBody<string?>((_, _) => throw new TimeoutException());
        _world.Time.Advance(TimeSpan.FromSeconds(20));

        var values = isAsync ? await cache.ManyAsync(failing, 1, 2) : cache.Many(failing, 1, 2);

        Assert.Equal(["old1", "old2"], values.Values.Order());
        Assert.Equal(2, cache.Info.FailSafeHits);
        await Assert.ThrowsAsync<TimeoutException>(async () => await cache.ManyAsync(failing, 3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnotherProcess_ServesWhatTheBackendHasPastItsLife_WhereTheBodyFails(bool isAsync)
    {
        await World.Texts<IntKey>(Stale).In(_world.Runtime()).ManyAsync(_old, 1);
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        var other = World.Texts<IntKey>(Stale).In(_world.Runtime());
        var failing = new BatchBody<string?>((_, _) => throw new TimeoutException());

        Assert.Equal("old1", (isAsync ? await other.ManyAsync(failing, 1) : other.Many(failing, 1))[1]);
        Assert.Equal("new1", (isAsync ? await other.ManyAsync(_new, 1) : other.Many(_new, 1))[1]);
        Assert.Equal(0, _world.Store.Lent);
    }

    [Fact]
    public async Task HardTimeout_EndsTheBody()
    {
        var cache = World.Texts<IntKey>(d => d with { Policy = new CachePolicyOptions { HardTimeout = TimeSpan.FromSeconds(5) } }).In(_world.Runtime());
        var gate = new GatedBatch(id => $"v{id}", heedsCancellation: true);
        var batch = cache.ManyAsync(gate.Body, 1, 2).AsTask();
        await gate.Begun;

        _world.Time.Advance(TimeSpan.FromSeconds(6));

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => batch);
        Assert.Contains("Shop.Catalog.FindAsync", exception.Message, StringComparison.Ordinal);
        Assert.True(gate.Token.IsCancellationRequested);
        Assert.Equal(1, cache.Info.HardTimeouts);
    }

    [Fact]
    public async Task Stream_InScopes()
    {
        var cache = Streaming.Texts().In(_world.Runtime());
        await new TestStream<string>("old").In(cache, 1).ToListAsync();
        var stream = new TestStream<string>("new");

        using (CacheScope.Bypass())
        {
            Assert.Equal(["new"], await stream.In(cache, 1).ToListAsync());
        }

        using (CacheScope.ReadOnly())
        {
            Assert.Equal(["old"], await stream.In(cache, 1).ToListAsync());
            Assert.Equal(["new"], await stream.In(cache, 2).ToListAsync());
        }

        Assert.Equal(cache.GetKey(1), Assert.Single(_world.Store.Keys));
        Assert.Equal(["old"], await stream.In(cache, 1).ToListAsync());
        using (CacheScope.ForceRefresh())
        {
            Assert.Equal(["new"], await stream.In(cache, 1).ToListAsync());
        }

        Assert.Equal(["new"], await new TestStream<string>("unused").In(cache, 1).ToListAsync());
    }

    [Fact]
    public async Task StreamThatFailsBeforeItsFirstItem_IsReplayedPastItsLife()
    {
        var cache = Streaming.Texts(Stale).In(_world.Runtime());
        await new TestStream<string>("old").In(cache, 1).ToListAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        var failing = new TestStream<string>(_ => throw new TimeoutException());

        Assert.Equal(["old"], await failing.In(cache, 1).ToListAsync());
        await Assert.ThrowsAsync<TimeoutException>(() => failing.In(cache, 2).ToListAsync());
        Assert.Equal(1, cache.Info.FailSafeHits);
    }

    private static CachedMethodDefinition<T> Stale<T>(CachedMethodDefinition<T> definition) => definition with
    {
        Ttl = TimeSpan.FromSeconds(10),
        Policy = new CachePolicyOptions { StaleFor = TimeSpan.FromSeconds(60), FailSafe = true, SwrEnabled = false },
    };
}
