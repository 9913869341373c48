using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cachekit.Generators.ExecutionTests.Hosting;

/// <summary>Cached methods in a host.</summary>
[Collection(AmbientRuntimeGroup.Name)]
public sealed partial class HostingTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CachekitRuntime _before;

    public HostingTests()
    {
        // Not the one that the environment would give: other tests and the machine's settings are none of these tests' business.
        _before = new CachekitRuntime(new CachekitOptions { TimeProvider = _time }.UseNoBackend());
        CachekitRuntime.Default = _before;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClassFromTheContainer_UsesTheRuntimeOfTheContainer()
    {
        var backend = new MemoryBackend(_time);
        await using var provider = Services(backend).AddScoped<Catalog>().BuildServiceProvider();
        await using (var scope = provider.CreateAsyncScope())
        {
            var catalog = scope.ServiceProvider.GetRequiredService<Catalog>();
            Assert.Equal(1, await catalog.FindAsync(1));
            Assert.Equal(1, catalog.Runs);
        }

        await using (var scope = provider.CreateAsyncScope())
        {
            // Another instance in another scope, and the same entry in memory.
            var catalog = scope.ServiceProvider.GetRequiredService<Catalog>();
            Assert.Equal(1, await catalog.FindAsync(1));
            Assert.Equal(0, catalog.Runs);
            Assert.Equal(1, catalog.Cached.Find.Info.LocalHits);
        }

        Assert.Single(backend.Keys);
    }

    [Fact]
    public async Task ClassWithoutARuntime_UsesTheHostsFromItsStartUntilItsStop()
    {
        var backend = new MemoryBackend(_time);
        await using var provider = Services(backend).BuildServiceProvider();
        var ambient = new Ambient();
        await ambient.FindAsync(1);
        Assert.Empty(backend.Keys);

        var hosted = await StartAsync(provider);
        await ambient.FindAsync(1);
        Assert.Equal([ambient.Cached.Find.Key(1)], backend.Keys);
        Assert.Equal("memory", ambient.Cached.Find.Info.Backend);
        Assert.Equal(2, ambient.Runs);

        await hosted.StopAsync(Token);
        await ambient.FindAsync(1);
        Assert.Null(ambient.Cached.Find.Info.Backend);
        Assert.Equal(2, ambient.Runs);
    }

    [Fact]
    public async Task TwoHosts_KeepTheirEntriesApart()
    {
        var (first, second) = (new MemoryBackend(_time), new MemoryBackend(_time));
        await using var one = Services(first).AddSingleton<Catalog>().BuildServiceProvider();
        await using var two = Services(second).AddSingleton<Catalog>().BuildServiceProvider();
        var hostedOne = await StartAsync(one);
        var hostedTwo = await StartAsync(two);

        await one.GetRequiredService<Catalog>().FindAsync(1);
        Assert.Equal((1, 0), (first.Keys.Count, second.Keys.Count));
        await two.GetRequiredService<Catalog>().FindAsync(1);
        Assert.Equal((1, 1), (first.Keys.Count, second.Keys.Count));

        // The one that started last serves those without a runtime, and gives the place back.
        var ambient = new Ambient();
        await ambient.FindAsync(1);
        Assert.Equal((1, 2), (first.Keys.Count, second.Keys.Count));
        await hostedTwo.StopAsync(Token);
        await ambient.FindAsync(1);
        Assert.Equal((2, 2), (first.Keys.Count, second.Keys.Count));
        await hostedOne.StopAsync(Token);
        Assert.Same(_before, CachekitRuntime.Default);
    }

    [Fact]
    public async Task TwoHostsThatStopInTheOrderOfTheirStart_LeaveNoStoppedRuntimeBehind()
    {
        await using var one = Services(new MemoryBackend(_time)).BuildServiceProvider();
        await using var two = Services(new MemoryBackend(_time)).BuildServiceProvider();
        var hostedOne = await StartAsync(one);
        var hostedTwo = await StartAsync(two);

        await hostedOne.StopAsync(Token);
        Assert.Same(two.GetRequiredService<CachekitRuntime>(), CachekitRuntime.Default);
        await hostedTwo.StopAsync(Token);

        Assert.Same(_before, CachekitRuntime.Default);
    }

    [Fact]
    public async Task WrongSettings_StopTheStartWithAllProblemsAtOnce()
    {
        await using var provider = new ServiceCollection()
            .AddCachekit(options =>
            {
                options.UseNoBackend();
                options.MaxValueSize = -1;
                options.DefaultTtl = TimeSpan.Zero;
            })
            .BuildServiceProvider();

        var exception = await Assert.ThrowsAsync<CacheConfigurationException>(() => StartAsync(provider));

        Assert.Contains(nameof(CachekitOptions.MaxValueSize), exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(CachekitOptions.DefaultTtl), exception.Message, StringComparison.Ordinal);
        Assert.Same(_before, CachekitRuntime.Default);
    }

    [Fact]
    public async Task BackendThatNobodyAdded_IsNamedAtTheFirstCall()
    {
        var named = new Named(_before);

        var exception = await Assert.ThrowsAsync<CacheConfigurationException>(async () => await named.FindAsync(1));

        Assert.Contains("'reports'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Named.FindAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamedBackend_IsUsedByTheMethodsThatNameIt()
    {
        var (standard, reports) = (new MemoryBackend(_time), new MemoryBackend(_time));
        await using var provider = Services(standard).AddSingleton<Named>().Configure<CachekitOptions>(options => options.AddBackend("reports", reports)).BuildServiceProvider();

        await provider.GetRequiredService<Named>().FindAsync(1);

        Assert.Equal((0, 1), (standard.Keys.Count, reports.Keys.Count));
    }

    [Fact]
    public async Task DefaultLifeFromTheOptions_CountsWhereTheAttributeSaysNothing()
    {
        var backend = new MemoryBackend(_time);
        await using var provider = Services(backend).AddSingleton<Catalog>().Configure<CachekitOptions>(options => options.DefaultTtl = TimeSpan.FromSeconds(30)).BuildServiceProvider();
        var catalog = provider.GetRequiredService<Catalog>();

        await catalog.FindAsync(1);
        await catalog.LongAsync(1);

        Assert.Equal(TimeSpan.FromSeconds(30), backend.PeekTtl(catalog.Cached.Find.Key(1)));
        Assert.Equal(TimeSpan.FromHours(2), backend.PeekTtl(catalog.Cached.Long.Key(1)));
    }

    // The process had no ambient runtime before; a clean one on no backend is as good as none.
    public void Dispose() => CachekitRuntime.Default = new CachekitRuntime(new CachekitOptions().UseNoBackend());

    private ServiceCollection Services(MemoryBackend backend)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time).AddCachekit(options => options.UseBackend(backend));
        return services;
    }

    private static async Task<IHostedService> StartAsync(ServiceProvider provider)
    {
        var hosted = Assert.Single(provider.GetServices<IHostedService>());
        await hosted.StartAsync(Token);
        return hosted;
    }

    public sealed partial class Catalog(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache]
        public partial Task<int> FindAsync(int id);

        private Task<int> FindCoreAsync(int id)
        {
            Runs++;
            return Task.FromResult(id);
        }

        [Cache(Ttl = "2h")]
        public partial Task<int> LongAsync(int id);

        private static Task<int> LongCoreAsync(int id) => Task.FromResult(id);
    }

    public sealed partial class Ambient
    {
        public int Runs { get; private set; }

        [Cache]
        public partial Task<int> FindAsync(int id);

        private Task<int> FindCoreAsync(int id)
        {
            Runs++;
            return Task.FromResult(id);
        }
    }

    public sealed partial class Named(CachekitRuntime runtime)
    {
        [Cache(Backend = "reports")]
        public partial ValueTask<int> FindAsync(int id);

        private static ValueTask<int> FindCoreAsync(int id) => new(id);
    }
}
