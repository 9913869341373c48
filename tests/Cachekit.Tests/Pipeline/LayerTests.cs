using Cachekit.CompilerServices;
using Cachekit.Serialization;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Pipeline;

public class LayerTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondCall_IsAnsweredFromMemory()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "value");
        _world.Faults.Calls.Clear();

        Assert.Equal("value", await cache.CallAsync(1, "other"));

        Assert.Empty(_world.Faults.Calls.All);
        Assert.Equal((1, 0, 1), (cache.Info.LocalHits, cache.Info.BackendHits, cache.Info.Misses));
    }

    [Fact]
    public async Task AnotherProcess_FindsTheEntryInTheBackend()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "value");
        var other = World.Texts<IntKey>().In(_world.Runtime());

        Assert.Equal("value", await other.CallAsync(1, "other"));
        Assert.Equal("value", other.Ask(1, _ => "other"));

        Assert.Equal((1, 1, 0), (other.Info.LocalHits, other.Info.BackendHits, other.Info.Misses));
        Assert.Equal(0, _world.Store.Lent);
        Assert.Equal(0, _world.Store.ReturnedTwice);
    }

    [Fact]
    public void SyncCall_FindsTheEntryInTheBackend()
    {
        World.Texts<IntKey>().In(_world.Runtime()).Ask(1, _ => "value");

        Assert.Equal("value", World.Texts<IntKey>().In(_world.Runtime()).Ask(1, _ => "other"));
        Assert.Equal(0, _world.Store.Lent);
    }

    [Fact]
    public async Task Ttl_EndsTheEntryInBothLayers()
    {
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(60) }).In(_world.Runtime());
        await cache.CallAsync(1, "old");
        Assert.Equal(TimeSpan.FromSeconds(60), _world.Store.PeekTtl(cache.GetKey(1)));

        _world.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.Equal("old", await cache.CallAsync(1, "new"));
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("new", await cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task RemainingLifeInTheBackend_BoundsMemory()
    {
        await World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(60), Policy = new CachePolicyOptions { SwrEnabled = false } }).In(_world.Runtime()).CallAsync(1, "old");
        _world.Time.Advance(TimeSpan.FromSeconds(40));
        var other = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(60), Policy = new CachePolicyOptions { SwrEnabled = false } }).In(_world.Runtime());
        await other.CallAsync(1, "unused");

        _world.Time.Advance(TimeSpan.FromMilliseconds(19_999));
        Assert.True(other.TryGetLocal(1, out _));
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(other.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task OwnTtl_BoundsWhatTheBackendKeepsLonger()
    {
        await World.Texts<IntKey>(d => d with { NeverExpires = true }).In(_world.Runtime()).CallAsync(1, "old");
        var other = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(5) }).In(_world.Runtime());
        await other.CallAsync(1, "unused");

        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(other.TryGetLocal(1, out _));
    }

    [Fact]
    public async Task NeverExpires_LivesOnInBothLayers()
    {
        var cache = World.Texts<IntKey>(d => d with { NeverExpires = true }).In(_world.Runtime());
        await cache.CallAsync(1, "value");

        _world.Time.Advance(TimeSpan.FromDays(4000));

        Assert.Equal("value", await cache.CallAsync(1, "other"));
        Assert.Null(_world.Store.PeekTtl(cache.GetKey(1)));
        Assert.Null(cache.Info.Ttl);
    }

    [Theory]
    [InlineData(Preset.Minimal, 300)]
    [InlineData(Preset.Dev, 300)]
    [InlineData(Preset.Test, 300)]
    [InlineData(Preset.Production, 600)]
    [InlineData(Preset.Secure, 600)]
    public async Task Preset_GivesTheDefaultTtl(Preset preset, int seconds)
    {
        var cache = World.Texts<IntKey>(d => d with { Preset = preset }).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(1, "value");

        Assert.Equal(TimeSpan.FromSeconds(seconds), cache.Info.Ttl);
        Assert.Equal(TimeSpan.FromSeconds(seconds), _world.Store.PeekTtl(cache.GetKey(1)));
    }

    [Fact]
    public async Task Null_IsCachedInBothLayers()
    {
        var cache = World.Texts<IntKey>(d => d with { NullTtl = TimeSpan.FromSeconds(10) }).In(_world.Runtime());
        Assert.Null(await cache.CallAsync(1, (string?)null));

        Assert.Null(await cache.CallAsync(1, "other"));
        Assert.Equal(TimeSpan.FromSeconds(10), _world.Store.PeekTtl(cache.GetKey(1)));
        var other = World.Texts<IntKey>().In(_world.Runtime());
        Assert.Equal(new CacheLookup<string?>(CacheLayer.Backend, null), await other.TryGetAsync(1, Ct));
        Assert.Equal(new CacheLookup<string?>(CacheLayer.Local, null), await other.TryGetAsync(1, Ct));
    }

    [Fact]
    public async Task CacheNullsOff_RunsTheBodyAgainAndDoesNotTakeAnOlderNull()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, (string?)null);
        var cache = World.Texts<IntKey>(d => d with { CacheNulls = false }).In(_world.Runtime());

        Assert.Null(await cache.CallAsync(1, (string?)null));
        Assert.Equal("value", await cache.CallAsync(1, "value"));
        Assert.Equal("value", await cache.CallAsync(1, "other"));
    }

    [Fact]
    public async Task ObjectMode_KeepsTheObjectItself()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var value = new string('x', 3);

        await cache.CallAsync(1, value);

        Assert.Same(value, await cache.CallAsync(1, "other"));
        Assert.True(cache.Info.HoldsObjects);
    }

    [Fact]
    public async Task BytesMode_IsNotReachedByChangesOfAReturnedObject()
    {
        var cache = World.Lists().In(_world.LocalRuntime());
        List<int> made = [1];
        await cache.CallAsync(1, made);
        made.Add(2);

        var first = await cache.CallAsync(1, []);
        first!.Add(3);

        Assert.Equal([1], (await cache.CallAsync(1, []))!);
        Assert.False(cache.Info.HoldsObjects);
    }

    [Fact]
    public async Task ObjectCopyMode_KeepsADecodedCopy()
    {
        var method = World.Method<IntKey, IReadOnlyList<int>>(Codecs.ReadOnlyListInterface(Codecs.Int32), ValueStorage.ObjectCopy);
        var cache = method.In(_world.LocalRuntime());
        List<int> made = [1];

        var first = await cache.CallAsync(1, made);
        made.Add(2);

        Assert.Equal([1], first);
        Assert.Same(first, await cache.CallAsync(1, []));
    }

    [Fact]
    public async Task LazySequence_RunsOnceForAllCallers()
    {
        var method = World.Method<IntKey, IEnumerable<int>>(Codecs.Enumerable(Codecs.Int32), ValueStorage.ObjectCopy);
        var cache = method.In(_world.LocalRuntime());
        var runs = 0;

        var first = await cache.CallAsync(1, Numbers());
        var second = await cache.CallAsync(1, []);

        Assert.Equal([1, 2], first);
        Assert.Equal([1, 2], second);
        Assert.Equal(1, runs);

        IEnumerable<int> Numbers()
        {
            runs++;
            yield return 1;
            yield return 2;
        }
    }

    [Fact]
    public async Task CompletedTask_IsKeptWithTheEntry()
    {
        var objects = World.Texts<IntKey>().In(_world.LocalRuntime());
        Assert.False(objects.TryGetLocalTask(1, out _));
        await objects.CallAsync(1, "value");
        Assert.True(objects.TryGetLocalTask(1, out var first));
        Assert.True(objects.TryGetLocalTask(1, out var second));
        Assert.Same(first, second);
        Assert.Equal("value", await first);

        var bytes = World.Lists().In(_world.LocalRuntime());
        await bytes.CallAsync(1, [1]);
        Assert.True(bytes.TryGetLocalTask(1, out var one));
        Assert.True(bytes.TryGetLocalTask(1, out var two));
        Assert.NotSame(await one, await two);
    }

    [Fact]
    public async Task ArrayThatChangesAfterTheCall_DoesNotChangeTheKey()
    {
        var cache = World.Texts<ArrayKey>().In(_world.Runtime());
        int[] ids = [1, 2];
        var body = new GatedBody<string?>("value");
        var call = cache.AskAsync(new ArrayKey(ids), body.RunAsync);
        await body.Begun;

        ids[0] = 9;
        body.Open();
        await call;

        Assert.True(cache.TryGetLocal(new ArrayKey([1, 2]), out _));
        Assert.False(cache.TryGetLocal(new ArrayKey(ids), out _));
        Assert.Equal([cache.GetKey(new ArrayKey([1, 2]))], _world.Store.Keys);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 1, 0xA1, 0x61 })]
    [InlineData(new byte[] { 1, 8, 0xDE, 0x6E, 0, 0, 0, 0, 0, 0x93 })]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xA1, 0x61 })]
    public async Task ForeignBytes_CountAsAMissAndAreReplaced(byte[] bytes)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        _world.Store.Plant(cache.GetKey(1), bytes);
        _world.Store.Plant(cache.GetKey(2), bytes);

        Assert.Equal("value", await cache.CallAsync(1, "value"));
        Assert.Equal("value", cache.Ask(2, _ => "value"));

        Assert.Equal("value", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "other"));
        Assert.Equal(1, _world.Logs.Count(1110, LogLevel.Warning));
        Assert.Equal(1, _world.Logs.Count(1111, LogLevel.Debug));
    }

    [Fact]
    public async Task ValueAboveTheLimit_IsReturnedAndNotCached()
    {
        var runtime = _world.Runtime(o => o.MaxValueSize = 10);
        var cache = World.Texts<IntKey>().In(runtime);
        var large = new string('x', 10);

        Assert.Equal(large, await cache.CallAsync(1, large));
        Assert.Equal("small", await cache.CallAsync(1, "small"));

        Assert.Equal("small", await cache.CallAsync(1, "other"));
        Assert.Equal(1, _world.Logs.Count(1113, LogLevel.Warning));
    }

    [Fact]
    public async Task ValueThatCannotBeEncoded_IsReturnedAndNotCached()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());

        Assert.Equal("\ud800", await cache.CallAsync(1, "\ud800"));
        Assert.Equal("\ud800", cache.Ask(2, _ => "\ud800"));

        Assert.Equal("value", await cache.CallAsync(1, "value"));
        Assert.Equal(2, _world.Logs.Count(1112, LogLevel.Warning));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ArgumentWithoutAForm_ReachesTheCallerBeforeTheBody(bool withBackend)
    {
        var cache = World.Texts<TextKey>().In(withBackend ? _world.Runtime() : _world.LocalRuntime());
        var body = new GatedBody<string?>("value");
        body.Open();
        var key = new TextKey("\udc00");

        await Assert.ThrowsAsync<CacheKeyException>(async () => await cache.AskAsync(key, body.RunAsync));
        Assert.Throws<CacheKeyException>(() => cache.Ask(key, body.Run));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await cache.TryGetAsync(key, Ct));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await cache.SetAsync(key, "value", Ct));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await cache.InvalidateAsync(key, Ct));
        Assert.Equal(0, body.Runs);
    }

    [Fact]
    public async Task LocalOff_AsksTheBackendEveryTime()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime(o => o.Local.Enabled = false));
        await cache.CallAsync(1, "value");

        Assert.Equal("value", await cache.CallAsync(1, "other"));
        Assert.Equal("value", cache.Ask(1, _ => "other"));

        Assert.Equal((0, 2, 1), (cache.Info.LocalHits, cache.Info.BackendHits, cache.Info.Misses));
        await cache.InvalidateAsync(1, Ct);
        Assert.Equal("new", await cache.CallAsync(1, "new"));
        await cache.InvalidateAllAsync(Ct);
        Assert.Equal("newer", await cache.CallAsync(1, "newer"));
    }

    [Fact]
    public async Task LargeValuesAndKeys_CountAgainstTheBudget()
    {
        var cache = World.Texts<TextKey>().In(_world.LocalRuntime(o => o.Local.MaxSizeMb = 1));
        for (var i = 0; i < 100; i++)
        {
            await cache.CallAsync(new TextKey(new string((char)('a' + (i % 26)), 20_000 + i)), new string('v', 20_000));
        }

        Assert.InRange(cache.Info.LocalBytes, 1, 1024 * 1024);
        Assert.InRange(cache.Info.LocalEntries, 5, 20);
    }

    [Fact]
    public async Task ExpiredEntries_AreSweptWithoutACall()
    {
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(1) }).In(_world.LocalRuntime());
        await cache.CallAsync(1, "value");

        _world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0, cache.Info.LocalEntries);
    }

    [Fact]
    public async Task NamedBackend_IsUsedInsteadOfTheDefaultOne()
    {
        var named = new MemoryBackend(_world.Time) { Name = "second" };
        var cache = World.Texts<IntKey>(d => d with { Backend = "eu" }).In(_world.Runtime(o => o.AddBackend("eu", named)));

        await cache.CallAsync(1, "value");

        Assert.Single(named.Keys);
        Assert.Empty(_world.Store.Keys);
        Assert.Equal("second", cache.Info.Backend);
    }

    [Fact]
    public void UnknownNamedBackend_IsAConfigurationError()
    {
        var method = World.Texts<IntKey>(d => d with { Backend = "eu" });

        var exception = Assert.Throws<CacheConfigurationException>(() => method.In(_world.Runtime(o => o.AddBackend("us", _world.Store))));

        Assert.Contains("'eu'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("us", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hit_AllocatesNothing()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        await cache.CallAsync(1, "value");
        Assert.True(cache.TryGetLocal(1, out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            cache.TryGetLocal(1, out _);
            cache.TryGetLocalTask(1, out _);
        }

        // One task is made at the first ask for it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }
}
