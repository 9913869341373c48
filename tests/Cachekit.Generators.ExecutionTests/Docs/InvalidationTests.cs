using Cachekit;
using Cachekit.Generators.ExecutionTests;

namespace Guides.Invalidation;

// <invalidation-attribute>
[CacheNamespace("prices")]
public sealed partial class PriceList(CachekitRuntime runtime)
{
    [Cache]
    public partial Task<decimal> GetPriceAsync(int id, string region);

    [Cache]
    public partial Task<int> CountAsync(string region);

    [Invalidates(nameof(GetPriceAsync))]
    [Invalidates(nameof(CountAsync))]
    public partial Task SetPriceAsync(string region, int id, decimal price);
// </invalidation-attribute>

    public int Runs { get; private set; }

    private Task<decimal> GetPriceCoreAsync(int id, string region)
    {
        Runs++;
        return Task.FromResult(1m);
    }

    private Task<int> CountCoreAsync(string region)
    {
        Runs++;
        return Task.FromResult(1);
    }

    private static Task SetPriceCoreAsync(string region, int id, decimal price) =>
        price < 0 ? throw new ArgumentOutOfRangeException(nameof(price)) : Task.CompletedTask;
}

/// <summary>What the guide on invalidation says.</summary>
public sealed class InvalidationTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Handles_RemoveReplaceAndLook()
    {
        var prices = new PriceList(_scene.Runtime);
        var runtime = _scene.Runtime;

        // <invalidation-handles>
        await prices.Cached.GetPrice.InvalidateAsync(42, "eu");           // one entry
        await prices.Cached.GetPrice.InvalidateAllAsync();                // all entries of the method
        await runtime.InvalidateNamespaceAsync("prices");                 // all methods of a namespace

        var price = await prices.Cached.GetPrice.RefreshAsync(42, "eu");  // runs the body now and replaces the entry
        await prices.Cached.GetPrice.SetAsync(42, "eu", 9.5m);            // stores a value that you know already
        // </invalidation-handles>

        Assert.Equal(1m, price);
        Assert.Equal(9.5m, await prices.GetPriceAsync(42, "eu"));
        Assert.Equal(1, prices.Runs);
    }

    [Fact]
    public async Task Attribute_RemovesAfterSuccessOnly()
    {
        var prices = new PriceList(_scene.Runtime);
        await prices.GetPriceAsync(42, "eu");
        await prices.CountAsync("eu");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => prices.SetPriceAsync("eu", 42, -1));
        await prices.GetPriceAsync(42, "eu");
        Assert.Equal(2, prices.Runs);

        await prices.SetPriceAsync("eu", 42, 3);
        await prices.GetPriceAsync(42, "eu");
        await prices.CountAsync("eu");
        Assert.Equal(4, prices.Runs);
    }

    [Fact]
    public async Task OtherProcess_KeepsItsMemory_AndSeesTheRestAfterASecond()
    {
        var here = new PriceList(_scene.Runtime);
        var there = new PriceList(_scene.AnotherProcess());
        await here.GetPriceAsync(1, "eu");
        await here.GetPriceAsync(2, "eu");
        await there.GetPriceAsync(1, "eu");

        await here.Cached.GetPrice.InvalidateAllAsync(TestContext.Current.CancellationToken);
        _scene.Time.Advance(TimeSpan.FromSeconds(1));
        await there.GetPriceAsync(1, "eu");
        Assert.Equal(0, there.Runs);
        await there.GetPriceAsync(2, "eu");
        Assert.Equal(1, there.Runs);
    }
}
