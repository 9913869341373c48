namespace Cachekit.Generators.ExecutionTests.Decorators;

/// <summary>A decorator of an interface, made by hand.</summary>
public sealed class InterfaceDecoratorTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Stock _stock = new("eu");
    private readonly IStock _cached;

    public InterfaceDecoratorTests() => _cached = new StockCached(_stock, _scene.Runtime);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task CachedMethods_RunOncePerKey()
    {
        Assert.Equal("eu", (await _cached.FindAsync(1))!.Name);
        await _cached.FindAsync(1, "another trace");
        Assert.Equal(1, _stock.Runs);
        await _cached.FindAsync(2);
        Assert.Equal(2, _stock.Runs);

        Assert.Equal(await _cached.NamesAsync("a"), await _cached.NamesAsync("a"));
        Assert.Equal(_cached.Count(7), _cached.Count(7));
        Assert.Equal("Int32 5 5", _cached.Describe(5));
        Assert.Equal("Int32 5 5", _cached.Describe(5));
        Assert.Equal("Byte 5 6", _cached.Describe((byte)5));
        Assert.Equal(await ((IStockBase)_cached).CountAllAsync(), await _cached.CountAllAsync());
        Assert.Equal(7, _stock.Runs);
    }

    [Fact]
    public async Task MemberOfAnExtendedInterface_IsInTheKeysOfBoth()
    {
        IStock other = new StockCached(new Stock("us"), _scene.Runtime);
        IStock same = new StockCached(new Stock("eu"), _scene.Runtime);
        await _cached.FindAsync(1);

        Assert.Equal("us", (await other.FindAsync(1))!.Name);
        Assert.Equal(2, await _cached.CountAllAsync());
        Assert.Equal(2, await other.CountAllAsync());
        Assert.Equal(2, await same.CountAllAsync());
    }

    [Fact]
    public void DefaultMethod_IsTheBodyToo()
    {
        _cached.Count(1);
        Assert.Equal(10, _cached.Doubled(10));
        _cached.Count(2);
        Assert.Equal(10, _cached.Doubled(10));
    }

    [Fact]
    public async Task BatchesAndStreams_AreCached()
    {
        await _cached.FindAsync(1);
        var many = await _cached.FindManyAsync([1, 2], "", CancellationToken.None);
        Assert.Equal("eu", many[1].Name);
        Assert.Equal("many", many[2].Name);
        Assert.Equal("many", (await _cached.FindAsync(2))!.Name);

        var first = await Collect(_cached.IdsAsync("kind", CancellationToken.None));
        Assert.Equal([4, 3], first);
        Assert.Equal(first, await Collect(_cached.IdsAsync("kind", CancellationToken.None)));
        Assert.Equal(3, _stock.Runs);

        static async Task<List<int>> Collect(IAsyncEnumerable<int> stream)
        {
            var items = new List<int>();
            await foreach (var item in stream)
            {
                items.Add(item);
            }

            return items;
        }
    }

    [Fact]
    public async Task Invalidation_RemovesTheEntryAndTheTagged()
    {
        await _cached.FindAsync(1);
        var names = await _cached.NamesAsync("x");

        Assert.True(await _cached.RenameAsync(1, "x", "renamed"));

        Assert.Equal("renamed", (await _cached.FindAsync(1))!.Name);
        var after = await _cached.NamesAsync("x");
        Assert.NotEqual(names, after);
        _cached.Forget("x");
        Assert.NotEqual(after, await _cached.NamesAsync("x"));
    }

    [Fact]
    public async Task MemberInTheKey_IsThatOfTheInnerObject()
    {
        IStock other = new StockCached(new Stock("us"), _scene.Runtime);

        Assert.Equal("eu", (await _cached.FindAsync(1))!.Name);
        Assert.Equal("us", (await other.FindAsync(1))!.Name);
    }

    [Fact]
    public async Task TwoImplementations_ShareTheEntriesOfTheInterface()
    {
        var second = new Stock("eu");
        await _cached.FindAsync(1);
        await ((IStock)new StockCached(second, _scene.Runtime)).FindAsync(1);

        Assert.Equal(0, second.Runs);
    }

    [Fact]
    public async Task Handles_AreThoseOfTheMethods()
    {
        var cached = ((StockCached)_cached).Cached;
        await _cached.FindAsync(1);
        Assert.True((await cached.Find.TryGetAsync(1)).Found);

        await cached.Find.InvalidateAsync(1);
        await _cached.FindAsync(1);
        Assert.Equal(2, _stock.Runs);

        await cached.Find.RefreshAsync(1);
        Assert.Equal(3, _stock.Runs);
        Assert.Contains("IStock.FindAsync", cached.Find.Key(1), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), cached.Find.Info.Ttl);
    }

    [Fact]
    public async Task OtherMembers_ArePassedOn()
    {
        _cached.Name = "named";
        Assert.Equal("named", _stock.Name);
        Assert.Equal(9, _cached.Total);
        _cached.Counter = 5;
        Assert.Equal(5, _stock.Counter);
        Assert.Equal(5, _cached.Peek());
        _cached[0, "b"] = "a";
        Assert.Equal("abc", _cached[0, "c"]);
        Assert.Equal(2, ((IStockBase)_cached).Ping(1));
        Assert.Equal(3, _cached.Ping(1));
        var left = 3;
        Assert.True(_cached.TryTake(4, out var item, ref left));
        Assert.Equal((4, 2), (item!.Id, left));
        Assert.Equal("text", _cached.Convert<string>("text"));
        Assert.Equal(0, _cached.Convert<int>("text"));
        Assert.NotNull(_cached.Make<List<int>>());
        _cached.Many("many", 1, 2, 3);
        Assert.Contains("many 3", _stock.Texts);
        Assert.Equal(_stock.Runs, _cached.Runs);

        var sold = 0;
        IStock.Sold handler = id => sold += id;
        _cached.OnSold += handler;
        await _cached.RenameAsync(7, "", "");
        _cached.OnSold -= handler;
        await _cached.RenameAsync(7, "", "");
        Assert.Equal(7, sold);
    }

    [Fact]
    public async Task FailureOfTheMethod_ReachesTheCallerAndIsNotKept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cached.FindAsync(-1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cached.FindAsync(-1));
        Assert.Equal(2, _stock.Runs);
    }

    [Fact]
    public async Task Cancellation_ReachesTheMethod()
    {
        using var source = new CancellationTokenSource();
        await _cached.FindAsync(1, cancellationToken: source.Token);
        Assert.True(_stock.Last.CanBeCanceled);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cached.FindAsync(2, cancellationToken: source.Token));
    }

    [Fact]
    public void NoInnerObject_IsRefused() => Assert.Throws<ArgumentNullException>("inner", () => new StockCached(null!));
}
