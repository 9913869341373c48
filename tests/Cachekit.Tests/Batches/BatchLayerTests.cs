using Cachekit.CompilerServices;
using Cachekit.Serialization;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Batches;

/// <summary>Where the values of a batch come from and go to.</summary>
public class BatchLayerTests
{
    private readonly World _world = new();
    private readonly BatchBody<string?> _body = new(id => $"v{id}");

    [Fact]
    public async Task Body_GetsTheMissingIds_EachOnceInTheOrderOfFirstAppearance()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(2, "two");

        var values = await cache.ManyAsync(_body, 3, 2, 1, 3, 1);

        Assert.Equal([3, 1], Assert.Single(_body.Asked));
        Assert.Equal([(1, "v1"), (2, "two"), (3, "v3")], values.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal("v1", await cache.CallAsync(1, "not called"));
        Assert.Equal((2, 0, 3), (cache.Info.LocalHits, cache.Info.BackendHits, cache.Info.Misses));
    }

    [Fact]
    public async Task AllInMemory_NeitherBackendNorBodyIsAsked()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(_body, 1, 2);
        _world.Faults.Calls.Clear();

        Assert.Equal(2, (await cache.ManyAsync(_body, 2, 1)).Count);
        Assert.Equal(2, cache.Many(_body, 1, 2).Count);

        Assert.Single(_body.Asked);
        Assert.Empty(_world.Faults.Calls.All);
    }

    [Fact]
    public async Task NoIds_NothingIsAsked()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());

        Assert.Empty(await cache.ManyAsync(_body));
        Assert.Empty(cache.Many(_body));
        Assert.Empty(await cache.RefreshManyAsync(_body));

        Assert.Empty(_body.Asked);
        Assert.Empty(_world.Faults.Calls.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnotherProcess_ReadsAllWithOneRequest_AndStoresWithOne(bool isAsync)
    {
        var first = new BatchingBackend(_world.Faults);
        await World.Texts<IntKey>().In(_world.Runtime(options => options.UseBackend(first))).ManyAsync(_body, 1, 2, 3);
        Assert.Equal([3], first.Reads);
        Assert.Equal([3], first.Writes);
        var second = new BatchingBackend(_world.Faults);
        var other = World.Texts<IntKey>().In(_world.Runtime(options => options.UseBackend(second)));
        var body = new BatchBody<string?>(id => $"w{id}");

        var values = isAsync ? await other.ManyAsync(body, 1, 2, 3, 4, 5) : other.Many(body, 1, 2, 3, 4, 5);

        Assert.Equal(["v1", "v2", "v3", "w4", "w5"], values.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal([4, 5], Assert.Single(body.Asked));

        // The markers of the method and of the namespace are read together, once.
        Assert.Equal([5, 2], second.Reads);
        Assert.Equal([2], second.Writes);
        Assert.Equal((0, 3, 2), (other.Info.LocalHits, other.Info.BackendHits, other.Info.Misses));
        Assert.Equal(0, _world.Store.Lent);
        Assert.Equal(0, _world.Store.ReturnedTwice);
    }

    [Fact]
    public async Task BackendWithoutBatches_IsAskedForEach()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).ManyAsync(_body, 1, 2);

        Assert.Equal(2, _world.Faults.Calls.Count(BackendOperation.Get));
        Assert.Equal(2, _world.Faults.Calls.Count(BackendOperation.Set));
    }

    [Fact]
    public async Task Lives_AreThoseOfTheMethod_AndOfItsNulls()
    {
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(60), NullTtl = TimeSpan.FromSeconds(5) }).In(_world.Runtime());

        await cache.ManyAsync(new BatchBody<string?>(id => id == 1 ? "v" : null), 1, 2);

        Assert.Equal(TimeSpan.FromSeconds(60), _world.Store.PeekTtl(cache.GetKey(1)));
        Assert.Equal(TimeSpan.FromSeconds(5), _world.Store.PeekTtl(cache.GetKey(2)));
    }

    [Fact]
    public async Task IdThatTheBodyHasNoValueFor_IsRememberedAsNull()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var body = new BatchBody<string?>((ids, _) => new(ids.Where(id => id != 2).ToDictionary(id => id, id => (string?)$"v{id}")));

        Assert.Equal([1], (await cache.ManyAsync(body, 1, 2)).Keys);
        Assert.Equal([1], (await cache.ManyAsync(body, 1, 2)).Keys);

        Assert.Single(body.Asked);
        Assert.Null(await cache.CallAsync(2, "not called"));
    }

    [Fact]
    public async Task IdThatTheBodyHasNoValueFor_IsAskedAgain_WhereNullsAreNotCached()
    {
        var cache = World.Texts<IntKey>(d => d with { CacheNulls = false }).In(_world.Runtime());
        var body = new BatchBody<string?>((_, _) => new([]));

        Assert.Empty(await cache.ManyAsync(body, 1));
        Assert.Empty(await cache.ManyAsync(body, 1));

        Assert.Equal(2, body.Asked.Count);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task IdWithoutANumber_IsNotRemembered()
    {
        var cache = World.Method<IntKey, int>(Codecs.Int32, ValueStorage.Object).In(_world.Runtime());
        var body = new BatchBody<int>((_, _) => new([]));

        Assert.Empty(await cache.ManyAsync(body, 1));
        Assert.Empty(cache.Many(body, 1));

        Assert.Equal(2, body.Asked.Count);
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(7, await cache.CallAsync(1, 7));
    }

    [Fact]
    public async Task MutableValues_AreCopiesOfEachCaller()
    {
        var cache = World.Lists().In(_world.Runtime());
        var body = new BatchBody<List<int>?>(id => [id]);

        var first = await cache.ManyAsync(body, 1);
        first[1]!.Add(99);

        Assert.Equal([1], (await cache.ManyAsync(body, 1))[1]!);
        Assert.Equal([1], cache.Many(body, 1)[1]!);
        Assert.Single(body.Asked);
    }

    [Fact]
    public async Task ValueThatCannotBeEncoded_IsReturned_AndTheOthersAreStored()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());

        var values = await cache.ManyAsync(new BatchBody<string?>(id => id == 1 ? "\ud800" : "fine"), 1, 2);

        Assert.Equal("\ud800", values[1]);
        Assert.Equal(cache.GetKey(2), Assert.Single(_world.Store.Keys));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FailingBackend_TheBodyMakesAll_AndMemoryKeepsThem(bool isAsync)
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        _world.Faults.Fail(BackendOperation.All);

        var values = isAsync ? await cache.ManyAsync(_body, 1, 2) : cache.Many(_body, 1, 2);

        Assert.Equal(2, values.Count);
        Assert.Equal(0, _world.Faults.Calls.Count(BackendOperation.Set));
        Assert.Equal(2, (await cache.ManyAsync(_body, 1, 2)).Count);
        Assert.Single(_body.Asked);
    }

    [Theory]
    [InlineData(true, BackendOperation.Get)]
    [InlineData(true, BackendOperation.Set)]
    [InlineData(false, BackendOperation.Get)]
    [InlineData(false, BackendOperation.Set)]
    public async Task Minimal_TellsTheCallerOfAFailingBackend(bool isAsync, BackendOperation operation)
    {
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Minimal }).In(_world.Runtime());
        _world.Faults.Fail(operation);

        await Assert.ThrowsAsync<CacheBackendException>(async () => _ = isAsync ? await cache.ManyAsync(_body, 1, 2) : cache.Many(_body, 1, 2));
        Assert.Equal(operation == BackendOperation.Get ? 0 : 1, _body.Asked.Count);
        Assert.Equal(0, _world.Store.Lent);
    }

    [Fact]
    public async Task InvalidationOfAll_IsSeenByTheBatchOfAnotherProcess()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(_body, 1, 2);
        await cache.InvalidateAllAsync(CancellationToken.None);
        await cache.CallAsync(1, "new");
        var other = World.Texts<IntKey>().In(_world.Runtime());
        var body = new BatchBody<string?>(id => $"w{id}");

        var values = await other.ManyAsync(body, 1, 2);

        Assert.Equal("new", values[1]);
        Assert.Equal("w2", values[2]);
    }

    [Fact]
    public async Task Handle_LooksUpAndRemovesEachId()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.ManyAsync(_body, 1, 2, 3);
        await cache.InvalidateManyAsync<int, Dictionary<int, string?>, BatchBody<string?>.Call>([1, 2], new(_body), CancellationToken.None);
        var other = World.Texts<IntKey>().In(_world.Runtime());
        await other.CallAsync(3, "not called");
        await cache.CallAsync(2, "again");

        var found = await other.TryGetManyAsync<int, Dictionary<int, string?>, BatchBody<string?>.Call>([1, 2, 3], new(_body), CancellationToken.None);

        Assert.Equal([CacheLayer.None, CacheLayer.Backend, CacheLayer.Local], found.Select(lookup => lookup.Layer));
        Assert.Equal([null, "again", "v3"], found.Select(lookup => lookup.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ListOfAnotherLength_IsAnExceptionThatTeaches(int count)
    {
        var items = new BatchItems<int, string>("Shop.Catalog.FindMany", [1, 2]);

        var exception = Assert.Throws<InvalidOperationException>(() => BatchResults.Align(Enumerable.Repeat("x", count), items));

        Assert.Contains($"'Shop.Catalog.FindMany' was asked for 2 ids and returned {count} values", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoResultAtAll_IsAnExceptionThatTeaches()
    {
        var items = new BatchItems<int, string>("Shop.Catalog.FindMany", [1]);

        Assert.Contains("returned null", Assert.Throws<InvalidOperationException>(() => BatchResults.Align<int, string>(null, items)).Message, StringComparison.Ordinal);
        Assert.Contains("returned null", Assert.Throws<InvalidOperationException>(() => BatchResults.Split<int, string>(null, items)).Message, StringComparison.Ordinal);
        Assert.Contains("returned null", Assert.Throws<InvalidOperationException>(() => BatchResults.SplitChangeable<int, string>(null, items)).Message, StringComparison.Ordinal);
    }
}
