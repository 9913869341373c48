using Cachekit;
using Cachekit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guides.Testing;

public interface IPriceList
{
    Task<decimal> ReadAsync(string article);

    Task WriteAsync(string article, decimal price);
}

// <testing-class>
public sealed partial class Prices(IPriceList list, CachekitRuntime runtime)
{
    [Cache(Ttl = "5m")]
    public partial Task<decimal> GetPriceAsync(string article);

    private Task<decimal> GetPriceCoreAsync(string article) => list.ReadAsync(article);

    [Invalidates(nameof(GetPriceAsync))]
    public partial Task SetPriceAsync(string article, decimal price);

    private Task SetPriceCoreAsync(string article, decimal price) => list.WriteAsync(article, price);
}
// </testing-class>

public static partial class Words
{
    [Cache]
    public static partial Task<string> GetAsync(int number);

    private static Task<string> GetCoreAsync(int number) => Task.FromResult(number == 1 ? "one" : "many");
}

internal sealed class PriceList : IPriceList
{
    private readonly Dictionary<string, decimal> _prices = new(StringComparer.Ordinal) { ["lamp"] = 9.50m, ["table"] = 80m };

    public int Reads { get; private set; }

    public Task<decimal> ReadAsync(string article)
    {
        Reads++;
        return Task.FromResult(_prices[article]);
    }

    public Task WriteAsync(string article, decimal price)
    {
        _prices[article] = price;
        return Task.CompletedTask;
    }
}

/// <summary>What the guide on testing shows.</summary>
public sealed class TestingTests
{
    [Fact]
    public async Task Hits_AreSeen()
    {
        var list = new PriceList();

        // <testing-hits>
        await using var bench = new CacheTestBench();
        var prices = new Prices(list, bench.Runtime);

        await CacheAssert.MissesAsync(() => prices.Cached.GetPrice.Info, () => prices.GetPriceAsync("lamp"));
        await CacheAssert.HitsMemoryAsync(() => prices.Cached.GetPrice.Info, () => prices.GetPriceAsync("lamp"));
        CacheAssert.Hits(prices.Cached.GetPrice.Info, 1);
        // </testing-hits>

        Assert.Equal(1, list.Reads);
    }

    [Fact]
    public async Task Time_IsMoved()
    {
        var list = new PriceList();
        await using var bench = new CacheTestBench();
        var prices = new Prices(list, bench.Runtime);

        // <testing-time>
        await prices.GetPriceAsync("lamp");
        bench.Advance(TimeSpan.FromMinutes(5));
        await CacheAssert.MissesAsync(() => prices.Cached.GetPrice.Info, () => prices.GetPriceAsync("lamp"));
        // </testing-time>

        Assert.Equal(2, list.Reads);
    }

    [Fact]
    public async Task Refreshes_AreWaitedFor()
    {
        var list = new PriceList();
        await using var bench = new CacheTestBench();
        var prices = new Prices(list, bench.Runtime);

        // <testing-refresh>
        await prices.GetPriceAsync("lamp");
        bench.Advance(TimeSpan.FromMinutes(4)); // past the part of its life after which the price is read anew
        await CacheAssert.HitsMemoryAsync(() => prices.Cached.GetPrice.Info, () => prices.GetPriceAsync("lamp"));

        await bench.SettleAsync();
        Assert.Equal(2, list.Reads);
        // </testing-refresh>
    }

    [Fact]
    public async Task OtherProcesses_AreOtherRuntimes()
    {
        var list = new PriceList();
        await using var bench = new CacheTestBench();
        var prices = new Prices(list, bench.Runtime);

        // <testing-processes>
        await prices.GetPriceAsync("lamp");
        var elsewhere = new Prices(list, bench.AddRuntime()); // what another process would be
        await CacheAssert.HitsBackendAsync(() => elsewhere.Cached.GetPrice.Info, () => elsewhere.GetPriceAsync("lamp"));

        await prices.SetPriceAsync("lamp", 12m);
        await CacheAssert.MissesAsync(() => prices.Cached.GetPrice.Info, () => prices.GetPriceAsync("lamp"));
        // </testing-processes>

        Assert.Equal(2, list.Reads);
        Assert.Equal(12m, await prices.GetPriceAsync("lamp"));
    }

    [Fact]
    public async Task Outage_IsPlayed()
    {
        var list = new PriceList();
        await using var bench = new CacheTestBench();
        var prices = new Prices(list, bench.Runtime);

        // <testing-outage>
        using (bench.Backend.Fail()) // until it is disposed of, every call to the backend fails
        {
            Assert.Equal(9.50m, await prices.GetPriceAsync("lamp"));
        }

        using var hold = bench.Backend.Hold(RecordedOperations.Get); // reads wait
        var call = prices.GetPriceAsync("table");
        await hold.ReachedAsync();
        Assert.False(call.IsCompleted);

        hold.Dispose(); // and go on
        Assert.Equal(80m, await call);
        // </testing-outage>

        Assert.Equal(2, list.Reads);
    }

    [Fact]
    public async Task Traffic_IsNoted()
    {
        await using var bench = new CacheTestBench();
        var prices = new Prices(new PriceList(), bench.Runtime);

        // <testing-traffic>
        await prices.GetPriceAsync("lamp");
        CacheAssert.Traffic(bench.Backend, RecordedOperations.Set, 1);
        var written = bench.Backend.Calls.Single(call => call.Operation == RecordedOperations.Set);
        Assert.Equal(prices.Cached.GetPrice.Key("lamp"), Assert.Single(written.Keys));

        bench.Backend.ForgetCalls();
        await prices.GetPriceAsync("lamp");
        CacheAssert.NoTraffic(bench.Backend); // a hit in memory
        // </testing-traffic>
    }

    [Fact]
    public async Task Services_GetTheBench()
    {
        await using var bench = new CacheTestBench();
        var services = new ServiceCollection();
        services.AddSingleton<IPriceList>(new PriceList());

        // <testing-services>
        services.AddCachekit(bench.Configure);
        services.AddSingleton<Prices>();
        // </testing-services>

        await using var provider = services.BuildServiceProvider();
        bench.Watch(provider.GetRequiredService<CachekitRuntime>());
        Assert.Equal(9.50m, await provider.GetRequiredService<Prices>().GetPriceAsync("lamp"));
        await bench.SettleAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEmpty(bench.Backend.Keys);
    }
}

/// <summary>For tests of the ambient default, which there is once in the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone in the process";
}

[Collection(Alone.Name)]
public sealed class AmbientBenchTests
{
    [Fact]
    public async Task Bench_CanBeAmbient_OneAtATime()
    {
        await using var bench = new CacheTestBench();

        // <testing-ambient>
        using (bench.AsAmbient())
        {
            Assert.Equal("one", await Words.GetAsync(1));
        }
        // </testing-ambient>

        Assert.NotEmpty(bench.Backend.Keys);
        var outside = CachekitRuntime.Default;
        Assert.NotSame(bench.Runtime, outside);
        await using var other = new CacheTestBench();
        using (bench.AsAmbient())
        {
            Assert.Same(bench.Runtime, CachekitRuntime.Default);
            Assert.Contains("[Collection]", Assert.Throws<InvalidOperationException>(other.AsAmbient).Message, StringComparison.Ordinal);
        }

        Assert.Same(outside, CachekitRuntime.Default);
        other.AsAmbient().Dispose();
    }
}
