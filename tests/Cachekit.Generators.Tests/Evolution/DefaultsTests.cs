using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Generators.Tests.Evolution;

/// <summary>What methods take over from their assembly and their type.</summary>
public sealed class DefaultsTests
{
    private const string Product = "public sealed record Product(int Id);";
    private const string Head = "[assembly: CacheDefaults(Preset.Production, Namespace = \"all\", Ttl = \"1h\", Version = \"7\")]";

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryBackend _backend;

    public DefaultsTests() => _backend = new MemoryBackend(_time);

    [Fact]
    public async Task DefaultsOfTheAssembly_ApplyWhereNothingElseIsSaid()
    {
        var program = Deploy("[Cache]", Head);
        await program.AskAsync();

        Assert.StartsWith("ns:all:func:Shop.Catalog.FindAsync.", program.Key, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(1), _backend.PeekTtl(program.Key));
    }

    [Fact]
    public async Task TypeAndMethod_WinOverTheAssembly()
    {
        var program = Deploy("[Cache(Ttl = \"5m\")]", Head, "[CacheNamespace(\"type\")]");
        await program.AskAsync();

        Assert.StartsWith("ns:type:func:", program.Key, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), _backend.PeekTtl(program.Key));
        Assert.StartsWith("ns:method:func:", Deploy("[Cache(Namespace = \"method\")]", Head, "[CacheNamespace(\"type\")]").Key, StringComparison.Ordinal);
    }

    [Fact]
    public void VersionOfTheAssembly_IsInTheKeyAsIfTheMethodSaidIt()
    {
        var byAssembly = Deploy("[Cache]", "[assembly: CacheDefaults(Version = \"7\")]").Key;

        Assert.Equal(Deploy("[Cache(Version = \"7\")]").Key, byAssembly);
        Assert.NotEqual(Deploy("[Cache]").Key, byAssembly);
        Assert.NotEqual(Deploy("[Cache(Version = \"8\")]", "[assembly: CacheDefaults(Version = \"7\")]").Key, byAssembly);
    }

    private Deployment Deploy(string cache, string head = "", string typeAttribute = "") =>
        new(_backend, _time, Product, "new Product(id)", cache, head, typeAttribute);
}
