using Cachekit;
using Cachekit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Cachekit.Generators.ExecutionTests.Hosting;

// <interceptors-assembly>
[assembly: CacheIntercept]
// </interceptors-assembly>

namespace Guides.Decorators;

public sealed record Product(int Id, string Name);

// <decorators-interface>
[CacheDecorator]
public interface IProductStore
{
    [Cache(Ttl = "5m"), CacheTag("product:{id}")]
    Task<Product?> FindAsync(int id, CancellationToken cancellationToken = default);

    [InvalidatesTag("product:{id}")]
    Task RenameAsync(int id, string name);

    Task<int> CountAsync(); // not annotated: passed on
}
// </decorators-interface>

public sealed class ProductStore : IProductStore
{
    private readonly Dictionary<int, string> _names = [];

    public int Reads { get; private set; }

    public Task<Product?> FindAsync(int id, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult<Product?>(new Product(id, _names.GetValueOrDefault(id, "unnamed")));
    }

    public Task RenameAsync(int id, string name)
    {
        _names[id] = name;
        return Task.CompletedTask;
    }

    public Task<int> CountAsync() => Task.FromResult(++Reads);
}

public interface IRates
{
    Task<decimal> GetAsync(string currency);
}

// <decorators-class>
[CacheDecorator]
public sealed class BankRates(HttpClient client) : IRates
{
    [Cache(Ttl = "10m")]
    public async Task<decimal> GetAsync(string currency) =>
        decimal.Parse(await client.GetStringAsync(new Uri($"https://bank.example/rates/{currency}")), null);
}
// </decorators-class>

[CacheDecorator]
public interface IRepository<T>
    where T : notnull
{
    [Cache]
    Task<bool> ContainsAsync(int id);
}

public sealed class ProductRepository : IRepository<Product>
{
    public Task<bool> ContainsAsync(int id) => Task.FromResult(id > 0);
}

// <interceptors-class>
public sealed class Weather(IStation station)
{
    [Cache(Ttl = "5m")]
    public Task<int> GetAsync(string city) => station.ReadAsync(city);

    [Invalidates(nameof(GetAsync))]
    public Task ResetAsync(string city) => station.ResetAsync(city);
}
// </interceptors-class>

public interface IStation
{
    Task<int> ReadAsync(string city);

    Task ResetAsync(string city);
}

/// <summary>What the guide on methods that are not partial shows.</summary>
[Collection(AmbientRuntimeGroup.Name)]
public sealed class DecoratorsTests
{
    [Fact]
    public async Task Registration_PutsTheCacheBeforeTheService()
    {
        var builder = new { Services = new ServiceCollection() };

        // <decorators-register>
        builder.Services.AddCachekit();
        builder.Services.AddCached<IProductStore, ProductStore>();
        builder.Services.AddCached<IRates, BankRates>(ServiceLifetime.Singleton);
        builder.Services.AddCached<IRepository<Product>, ProductRepository, RepositoryCached<Product>>(); // generic: its decorator is named
        // </decorators-register>

        builder.Services.Configure<CachekitOptions>(options => options.UseNoBackend());
        builder.Services.AddSingleton<HttpClient>();
        await using var provider = builder.Services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IProductStore>();
        var plain = scope.ServiceProvider.GetRequiredService<ProductStore>();
        Assert.Equal("unnamed", (await store.FindAsync(1))!.Name);
        Assert.Equal("unnamed", (await store.FindAsync(1))!.Name);
        Assert.Equal(1, plain.Reads);
        await store.RenameAsync(1, "new");
        Assert.Equal("new", (await store.FindAsync(1))!.Name);
        Assert.NotEqual(await store.CountAsync(), await store.CountAsync());
        Assert.IsType<BankRatesCached>(provider.GetRequiredService<IRates>());
        Assert.True(await scope.ServiceProvider.GetRequiredService<IRepository<Product>>().ContainsAsync(1));
    }

    [Fact]
    public async Task RegisteredService_IsDecorated()
    {
        var services = new ServiceCollection().AddCachekit(options => options.UseNoBackend()).AddScoped<IProductStore, ProductStore>();

        // <decorators-existing>
        services.DecorateWithCache<IProductStore>(); // after AddHttpClient<IProductStore, ProductStore>() for example
        // </decorators-existing>

        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        Assert.IsType<ProductStoreCached>(scope.ServiceProvider.GetRequiredService<IProductStore>());
    }

    [Fact]
    public async Task Handles_AreReachedThroughTheGeneratedClass()
    {
        await using var bench = new CacheTestBench();
        var inner = new ProductStore();
        IProductStore products = new ProductStoreCached(inner, bench.Runtime);
        await products.FindAsync(42);

        // <decorators-handles>
        var cached = ((ProductStoreCached)products).Cached;
        await cached.Find.InvalidateAsync(42);
        // </decorators-handles>

        await products.FindAsync(42);
        Assert.Equal(2, inner.Reads);
    }

    [Fact]
    public async Task InterceptedCalls_AreCached()
    {
        await using var bench = new CacheTestBench();
        using var ambient = bench.AsAmbient();
        var station = new Station();
        var weather = new Weather(station);

        // <interceptors-call>
        var degrees = await weather.GetAsync("Rome"); // runs the method
        degrees = await weather.GetAsync("Rome");     // comes from the cache
        await new WeatherCalls(weather).Cached.Get.InvalidateAsync("Rome");
        // </interceptors-call>

        Assert.Equal(1, degrees);
        Assert.Equal(2, await weather.GetAsync("Rome"));
        await weather.ResetAsync("Rome");
        Assert.Equal(3, await weather.GetAsync("Rome"));
    }

    private sealed class Station : IStation
    {
        private int _reads;

        public Task<int> ReadAsync(string city) => Task.FromResult(++_reads);

        public Task ResetAsync(string city) => Task.CompletedTask;
    }
}
