using Cachekit;
using Cachekit.Generators.ExecutionTests;

namespace Guides.Keys;

// <keys-records>
public sealed record Filter(string Text, string[] Tags, [CacheIgnore] string? TraceId = null);

public sealed class Customer
{
    [CacheKey]
    public int Id { get; init; }

    public string Name { get; set; } = "";
}

public sealed partial class Search(CachekitRuntime runtime)
{
    [Cache]
    public partial Task<int> CountAsync(Filter filter);

    [Cache]
    public partial Task<int> DiscountAsync(Customer customer);

    [Cache]
    public partial Task<int> VisitsAsync(DateTime day);
// </keys-records>

    public int Runs { get; private set; }

    private Task<int> CountCoreAsync(Filter filter) => Task.FromResult(++Runs);

    private Task<int> DiscountCoreAsync(Customer customer) => Task.FromResult(++Runs);

    private Task<int> VisitsCoreAsync(DateTime day) => Task.FromResult(++Runs);
}

public sealed partial class Prices(CachekitRuntime runtime)
{
    [Cache(Namespace = "shop")]
    public partial Task<int> GetAsync(int id, string region);

    private static Task<int> GetCoreAsync(int id, string region) => Task.FromResult(id);

    [Cache]
    public partial string Exact(decimal amount);

    private static string ExactCore(decimal amount) => amount.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Cache]
    public partial string Number(double value);

    private static string NumberCore(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Cache]
    public partial string Link(Uri address);

    private static string LinkCore(Uri address) => address.OriginalString;
}

/// <summary>What the guide on keys says.</summary>
public sealed class KeysTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Content_DecidesAndNotTheObject()
    {
        var search = new Search(_scene.Runtime);

        // <keys-content>
        string[] tags = ["new", "red"];
        await search.CountAsync(new Filter("lamp", tags, "trace 1"));
        await search.CountAsync(new Filter("lamp", ["new", "red"], "trace 2")); // the same entry

        tags[1] = "blue";                                                       // the stored key is a copy: it still says "red"
        await search.CountAsync(new Filter("lamp", tags));                      // another entry

        await search.DiscountAsync(new Customer { Id = 7, Name = "Ann" });
        await search.DiscountAsync(new Customer { Id = 7, Name = "Anne" });     // the same entry: only Id is marked
        // </keys-content>

        Assert.Equal(3, search.Runs);
    }

    [Fact]
    public async Task DateTimeThatIsNotUtc_IsRefused()
    {
        var search = new Search(_scene.Runtime);

        await search.VisitsAsync(new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc));
        await Assert.ThrowsAsync<CacheKeyException>(() => search.VisitsAsync(new DateTime(2026, 1, 31)));
        await Assert.ThrowsAsync<CacheKeyException>(() => search.VisitsAsync(new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Local)));
        Assert.Equal(1, search.Runs);
    }

    [Fact]
    public void TextKey_HasTheLayoutOfTheGuide() =>
        Assert.Matches("^ns:shop:func:Guides\\.Keys\\.Prices\\.GetAsync\\.[0-9a-f]{16}:args:[0-9a-f]{64}:1s$", new Prices(_scene.Runtime).Cached.Get.Key(42, "eu"));

    [Fact]
    public void Numbers_HaveTheFormsOfTheGuide()
    {
        var prices = new Prices(_scene.Runtime).Cached;

        Assert.NotEqual(prices.Exact.Key(1.5m), prices.Exact.Key(1.50m));
        Assert.Equal(prices.Number.Key(0.0), prices.Number.Key(-0.0));
        Assert.Equal(prices.Number.Key(double.NaN), prices.Number.Key(-double.NaN));
        Assert.NotEqual(prices.Link.Key(new Uri("http://a.example")), prices.Link.Key(new Uri("http://a.example/")));
    }
}
