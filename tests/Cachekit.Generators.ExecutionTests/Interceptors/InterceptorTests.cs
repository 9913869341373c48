using System.Linq.Expressions;
using Cachekit.Generators.ExecutionTests.Decorators;
using Cachekit.Generators.ExecutionTests.Hosting;
using Cachekit.Testing;
using Cachekit.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cachekit.Generators.ExecutionTests.Interceptors;

/// <summary>Calls of ordinary methods, which the compiler redirects.</summary>
[Collection(AmbientRuntimeGroup.Name)]
public sealed class InterceptorTests : IAsyncDisposable
{
    private readonly CacheTestBench _bench = new();
    private readonly IDisposable _ambient;
    private readonly Weather _weather = new("north");

    public InterceptorTests() => _ambient = _bench.AsAmbient();

    public ValueTask DisposeAsync()
    {
        _ambient.Dispose();
        return _bench.DisposeAsync();
    }

    [Fact]
    public async Task Calls_RunOncePerKey()
    {
        var first = await _weather.GetAsync("Rome");
        Assert.Equal(first, await _weather.GetAsync(city: "Rome", trace: "other"));
        Assert.Equal(1, _weather.Runs);
        await _weather.GetAsync("Oslo");
        Assert.Equal(2, _weather.Runs);

        Assert.Equal(await _weather.CountAsync(3), await _weather.CountAsync(3));
        Assert.Equal("Int32 5 4", _weather.Describe(5));
        Assert.Equal("Int32 5 4", _weather.Describe<int>(5));
        Assert.Equal("Byte 5 5", _weather.Describe((byte)5));
        Assert.Equal(_weather.Wind(1), _weather.Wind(1));
        Assert.Equal(6, _weather.Runs);
    }

    [Fact]
    public void StaticAndExtensionCalls_AreCached()
    {
        Assert.Equal(Weather.Zone("Rome"), Weather.Zone("Rome"));
        Assert.NotEqual(Weather.Zone("Rome"), Weather.Zone("Oslo"));
        Assert.Equal("a".Shout(1), "a".Shout(1));
        Assert.Equal("a".Shout(1), Texts.Shout("a", 1));
        Assert.NotEqual("a".Shout(1), "a".Shout(2));
    }

    [Fact]
    public async Task ConditionalAccess_IsCached_AndNullIsNone()
    {
        Weather? some = _weather;
        Weather? none = null;

        await some?.GetAsync("Rome")!;
        await (some?.GetAsync("Rome") ?? throw new InvalidOperationException());
        Assert.Equal(1, _weather.Runs);
        Assert.Null(none?.GetAsync("Rome"));
    }

    [Fact]
    public async Task InterfaceCalls_AreCached_AlsoBehindAnotherObject()
    {
        var asked = new List<string>();
        IForecast forecast = new Forecast(asked);
        Assert.Equal(1, await forecast.TomorrowAsync("Rome"));
        Assert.Equal(1, await forecast.TomorrowAsync("Rome"));

        IForecast loud = new LoudForecast(forecast);
        Assert.Equal(2, await loud.TomorrowAsync("Oslo"));
        Assert.Equal(2, await loud.TomorrowAsync("Oslo"));
        Assert.Equal(["Rome", "Oslo!"], asked);
    }

    [Fact]
    public async Task ReceiverOfAnotherType_IsAsGoodAsThatOfTheMethod()
    {
        var storm = new Storm("south");
        await storm.GetAsync("Rome");
        await storm.GetAsync("Rome");
        Assert.Equal(1, storm.Runs);

        var asked = new List<string>();
        Assert.Equal(1, await AskAsync(new Forecast(asked), "Bern"));
        Assert.Equal(1, await AskAsync(new Forecast(asked), "Bern"));

        static async Task<int> AskAsync<T>(T forecast, string city)
            where T : class, IForecast => await forecast.TomorrowAsync(city) + (await (forecast?.TomorrowAsync(city) ?? Task.FromResult(0)) * 0);
    }

    [Fact]
    public async Task MethodThatCallsItself_RunsToItsEnd()
    {
        Assert.Equal(15, _weather.Sum(5));
        Assert.Equal(15, _weather.Sum(5));
        Assert.Equal(6, _weather.Runs);
        Assert.Equal(110, await Task.Run(() => new Storm("south").Wind(10)));
    }

    [Fact]
    public async Task BatchesAndStreams_AreCached()
    {
        await _weather.GetAsync("Rome");
        var many = await _weather.GetManyAsync(["Rome", "Oslo"], "", CancellationToken.None);
        Assert.Equal((1, -1), (many["Rome"].Degrees, many["Oslo"].Degrees));
        Assert.Equal(-1, (await _weather.GetAsync("Oslo")).Degrees);

        for (var i = 0; i < 2; i++)
        {
            var sum = 0;
            await foreach (var hour in _weather.HoursAsync(4))
            {
                sum += hour;
            }

            Assert.Equal(6, sum);
        }

        Assert.Equal(3, _weather.Runs);
    }

    [Fact]
    public async Task Invalidation_IsDoneForInterceptedCalls()
    {
        await _weather.GetAsync("Rome");
        Assert.True(await _weather.ResetAsync("Rome"));
        await _weather.GetAsync("Rome");
        Assert.Equal(2, _weather.Runs);

        _weather.Forget("Rome");
        await _weather.GetAsync("Rome");
        Assert.Equal(3, _weather.Runs);
    }

    [Fact]
    public async Task Handles_AreThoseOfTheStruct()
    {
        await _weather.GetAsync("Rome");
        var cached = new WeatherCalls(_weather).Cached;

        Assert.True((await cached.Get.TryGetAsync("Rome")).Found);
        await cached.Get.InvalidateAsync("Rome");
        Assert.False((await cached.Get.TryGetAsync("Rome")).Found);
        Assert.Contains("Weather.GetAsync", cached.Get.Key("Rome"), StringComparison.Ordinal);

        var zone = Weather.Zone("Rome");
        Assert.Equal(zone, (await WeatherCalls.StaticCached.Zone.TryGetAsync("Rome")).Value);
    }

    [Fact]
    public async Task MembersInTheKey_TellInstancesApart()
    {
        var south = new Weather("south");
        await _weather.GetAsync("Rome");
        await south.GetAsync("Rome");
        Assert.Equal((1, 1), (_weather.Runs, south.Runs));
        await new Weather("south").GetAsync("Rome");
        Assert.Equal((1, 1), (_weather.Runs, south.Runs));
    }

    [Fact]
    public void GenericTypes_HaveEntriesPerTypeArgument()
    {
        var texts = new Box<string>();
        var numbers = new Box<int>();

        Assert.Equal("String Int32 a 1 1", texts.Show("a", 1));
        Assert.Equal("String Int32 a 1 1", texts.Show("a", 1));
        Assert.Equal("Int32 Int32 1 1 1", numbers.Show(1, 1));
        Assert.Equal("String Byte a 1 2", texts.Show("a", (byte)1));
        Assert.Equal("Int32 Int32 1 1 1", numbers.Show(1, 1));
    }

    [Fact]
    public async Task FailureAndCancellation_ReachTheCaller()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _weather.GetAsync(""));
        using var source = new CancellationTokenSource();
        await _weather.GetAsync("Rome", cancellationToken: source.Token);
        Assert.True(_weather.Last.CanBeCanceled);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _weather.GetAsync("Oslo", cancellationToken: source.Token));
    }

    [Fact]
    public void WhatIsNoCall_IsNotCached()
    {
        Func<int, int> wind = _weather.Wind;
        Assert.NotEqual(wind(1), wind(1));
        Expression<Func<Weather, int>> tree = weather => weather.Wind(1);
        var compiled = tree.Compile();
        Assert.NotEqual(compiled(_weather), compiled(_weather));
        dynamic late = _weather;
        Assert.NotEqual((int)late.Wind(1), (int)late.Wind(1));
    }

    [Fact]
    public void Hit_AllocatesNothing()
    {
        _weather.Wind(1);
        IStock stock = new StockCached(new Stock("eu"), _bench.Runtime);
        stock.Count(1);

        Assert.Equal(0, Allocated.Bytes(() => Call(1000)));

        void Call(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _weather.Wind(1);
                stock.Count(1);
            }
        }
    }

    [Fact]
    public async Task BackgroundRefresh_RunsInAScopeOfItsOwn()
    {
        var log = new PriceLog();
        var services = new ServiceCollection();
        services.AddSingleton(log);
        services.AddScoped<PriceSource>();
        services.AddScoped<IRateReader, RateReader>();
        services.AddCachekit(options =>
        {
            options.TimeProvider = _bench.Clock;
            options.UseNoBackend();
        });
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var host = provider.GetServices<IHostedService>().First();
        await host.StartAsync(TestContext.Current.CancellationToken);
        for (var request = 0; request < 20; request++)
        {
            await using (var scope = provider.CreateAsyncScope())
            {
                Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<IRateReader>().RateAsync(1));
            }

            _bench.Advance(TimeSpan.FromMinutes(6));
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        await provider.GetRequiredService<CachekitRuntime>().DisposeAsync();
        Assert.Equal(0, log.UsedAfterEnd);
        Assert.InRange(log.Uses, 16, 40);
    }
}
