using Cachekit.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.Generators.ExecutionTests.Decorators;

/// <summary>Decorators that a container makes.</summary>
public sealed class AddCachedTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PriceLog _log = new();

    [Fact]
    public async Task Service_IsTheDecorator_AndTheClassIsNot()
    {
        await using var provider = Provider(services => services.AddCached<IPriceReader, Prices>());
        await using var scope = provider.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<IPriceReader>();

        Assert.IsType<PricesCached>(reader);
        Assert.Same(reader, scope.ServiceProvider.GetRequiredService<IPriceReader>());
        Assert.Equal(1, await reader.PriceAsync(1));
        Assert.Equal(1, await reader.PriceAsync(1));
        Assert.Equal(2, _log.Uses);
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<Prices>().PriceAsync(1));
        Assert.Equal(4, _log.Uses);
    }

    [Fact]
    public async Task TwoInterfacesOfAClass_ShareItsObjectAndItsEntries()
    {
        await using var provider = Provider(services => services.AddCached<IPriceReader, Prices>().AddCached<IPriceWriter, Prices>());
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IPriceReader>().PriceAsync(1);

        await scope.ServiceProvider.GetRequiredService<IPriceWriter>().SetAsync(1, 2);

        await scope.ServiceProvider.GetRequiredService<IPriceReader>().PriceAsync(1);
        Assert.Equal(4, _log.Uses);
        Assert.Single(scope.ServiceProvider.GetServices<Prices>());
    }

    [Fact]
    public async Task TwoServicesOfAnInterface_HaveEntriesOfTheirOwn()
    {
        await using var provider = Provider(services => services.AddCached<IPriceReader, Prices>().AddCached<IPriceReader, ListPrices>());
        await using var scope = provider.CreateAsyncScope();

        var readers = scope.ServiceProvider.GetServices<IPriceReader>().ToList();

        Assert.Equal([typeof(PricesCached), typeof(ListPricesCached)], readers.Select(reader => reader.GetType()));
        await readers[0].PriceAsync(1);
        await readers[1].PriceAsync(1);
        Assert.Equal(4, _log.Uses);
    }

    [Fact]
    public async Task DerivedClass_HasTheDecoratorOfItsBase()
    {
        await using var provider = Provider(services => services.AddCached<IPriceReader, SalePrices>());
        await using var scope = provider.CreateAsyncScope();

        Assert.IsType<PricesCached>(scope.ServiceProvider.GetRequiredService<IPriceReader>());
        Assert.Same(scope.ServiceProvider.GetRequiredService<IPriceReader>(), scope.ServiceProvider.GetRequiredService<IPriceReader>());
    }

    [Theory]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task Container_DisposesOfTheInnerObjectOnce(ServiceLifetime lifetime)
    {
        await using var provider = Provider(services => services.AddCached<IPriceReader, Prices>(lifetime));
        await using (var scope = provider.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<IPriceReader>();
        }

        Assert.Equal(["async"], _log.Disposed);
    }

    [Fact]
    public async Task Decorator_MadeByHand_DisposesOfTheInnerObject()
    {
        ((IDisposable)new PricesCached(new Prices(_log, new PriceSource()))).Dispose();
        await ((IAsyncDisposable)new PricesCached(new Prices(_log, new PriceSource()))).DisposeAsync();

        Assert.Equal(["sync", "async"], _log.Disposed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task BackgroundRefresh_RunsInAScopeOfItsOwn(int way)
    {
        await using var provider = Provider(services => _ = way switch
        {
            0 => services.AddCached<IPriceReader, Prices>(),
            1 => services.AddScoped<IPriceReader, Prices>().DecorateWithCache<IPriceReader>(),

            // The last one is not what has to be found.
            _ => services.AddCached<IPriceReader, Prices>().AddCached<IPriceReader, ListPrices>(),
        });
        var runtime = provider.GetRequiredService<CachekitRuntime>();
        for (var request = 0; request < 20; request++)
        {
            await using (var scope = provider.CreateAsyncScope())
            {
                await scope.ServiceProvider.GetServices<IPriceReader>().First().PriceAsync(1);
            }

            _time.Advance(TimeSpan.FromMinutes(6));
        }

        await runtime.DisposeAsync();
        Assert.Equal(0, _log.UsedAfterEnd);
        Assert.True(_log.Uses > 15, $"Bodies used it {_log.Uses} times.");
    }

    [Fact]
    public async Task RegisteredService_IsDecoratedInItsPlace()
    {
        var made = 0;
        await using var provider = Provider(services => services
            .AddTransient<IRepository<int>, NumberRepository>()
            .AddSingleton<IStock>(new Stock("eu"))
            .AddScoped<IPriceWriter>(scope =>
            {
                made++;
                return scope.GetRequiredService<SalePrices>();
            })
            .AddScoped<SalePrices>()
            .DecorateWithCache<IStock>());

        var stock = provider.GetRequiredService<IStock>();
        Assert.IsType<StockCached>(stock);
        Assert.Same(stock, provider.GetRequiredService<IStock>());
        Assert.Equal("eu", (await stock.FindAsync(1))!.Name);
        Assert.Equal(0, made);
    }

    [Fact]
    public async Task Generic_WithItsDecoratorNamed_HasEntriesPerTypeArgument()
    {
        await using var provider = Provider(services => services
            .AddCached<IRepository<string>, TextRepository, RepositoryCached<string>>(ServiceLifetime.Singleton)
            .AddCached<IRepository<int>, NumberRepository, RepositoryCached<int>>(ServiceLifetime.Singleton));
        var texts = provider.GetRequiredService<IRepository<string>>();
        var numbers = provider.GetRequiredService<IRepository<int>>();

        Assert.Equal(1, await texts.CountAsync());
        Assert.Equal(1, await texts.CountAsync());
        Assert.Equal(101, await numbers.CountAsync());
        Assert.Equal("1 102", await numbers.NameAsync(1));
        Assert.Equal("a 2", await texts.NameAsync("a"));
        Assert.Equal(101, await numbers.CountAsync());
    }

    [Fact]
    public void NoDecorator_IsSaidWhenItIsRegistered()
    {
        var services = new ServiceCollection();

        Assert.Contains("[CacheDecorator]", Message(() => services.AddCached<IPriceReader, NoPrices>()), StringComparison.Ordinal);
        Assert.Contains("RepositoryCached<Order>", Message(() => services.AddCached<IRepository<int>, NumberRepository>()), StringComparison.Ordinal);
        Assert.Contains("extract an interface", Message(() => services.AddCached<Prices, Prices>()), StringComparison.Ordinal);
        Assert.Contains("not registered", Message(() => services.DecorateWithCache<IPriceReader>()), StringComparison.Ordinal);
        Assert.Contains(
            "registered with a factory", Message(() => new ServiceCollection().AddSingleton<IPriceReader>(static _ => null!).DecorateWithCache<IPriceReader>()), StringComparison.Ordinal);
        Assert.Empty(services);

        static string Message(Action add) => Assert.Throws<InvalidOperationException>(add).Message;
    }

    private ServiceProvider Provider(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_log);
        services.AddScoped<PriceSource>();
        services.AddCachekit(options =>
        {
            options.TimeProvider = _time;
            options.UseNoBackend();
        });
        register(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = false });
    }
}
