using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.DependencyInjection;

[Collection("Ambient runtime")]
public class AddCachekitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Twice_RegistersOnceAndTakesTheOptionsOfBoth()
    {
        var services = Services().AddCachekit(o => o.MaxValueSize = 5).AddCachekit(o => o.Local.MaxSizeMb = 7);
        services.Configure<CachekitOptions>(o => o.DefaultTtl = TimeSpan.FromSeconds(9));

        using var provider = services.BuildServiceProvider();
        var runtime = Assert.Single(provider.GetServices<CachekitRuntime>());

        Assert.Single(provider.GetServices<IHostedService>());
        Assert.Equal((5, 7 * 1024 * 1024, TimeSpan.FromSeconds(9)), (runtime.Settings.Changeable.MaxValueSize, runtime.Settings.LocalBudget, runtime.Settings.Changeable.DefaultTtl));
    }

    [Fact]
    public void ServicesOfTheHost_AreUsedWhereOptionsSayNothing()
    {
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        var backend = new MemoryBackend(time);
        var services = Services().AddSingleton<TimeProvider>(time).AddSingleton<ILoggerFactory>(logs).AddSingleton<ICacheBackend>(backend).AddCachekit();

        using var provider = services.BuildServiceProvider();
        var settings = provider.GetRequiredService<CachekitRuntime>().Settings;

        Assert.Same(time, settings.TimeProvider);
        Assert.Same(logs, settings.LoggerFactory);
        Assert.Same(backend, settings.Backend);
    }

    [Fact]
    public void Options_WinOverTheServicesOfTheHost()
    {
        var backend = new MemoryBackend();
        var time = new FakeTimeProvider();
        var services = Services().AddSingleton<ICacheBackend>(new MemoryBackend()).AddSingleton(TimeProvider.System)
            .AddCachekit(o => o.UseBackend(backend).TimeProvider = time);

        using var provider = services.BuildServiceProvider();
        var settings = provider.GetRequiredService<CachekitRuntime>().Settings;

        Assert.Same(backend, settings.Backend);
        Assert.Same(time, settings.TimeProvider);
    }

    [Fact]
    public async Task HostStart_FailsOnWrongSettings()
    {
        await using var provider = Services().AddCachekit(o => o.MaxValueSize = -1).BuildServiceProvider();

        await Assert.ThrowsAsync<CacheConfigurationException>(async () => await StartAsync(provider));
    }

    [Fact]
    public async Task HostsRuntime_IsTheAmbientDefaultFromStartUntilStop()
    {
        var before = new CachekitRuntime(new CachekitOptions { Variables = static _ => null }.UseNoBackend());
        var restore = CachekitRuntime.Ambient;
        CachekitRuntime.Default = before;
        try
        {
            await using var provider = Services().AddCachekit().BuildServiceProvider();
            var hosted = await StartAsync(provider);
            Assert.Same(provider.GetRequiredService<CachekitRuntime>(), CachekitRuntime.Default);

            await hosted.StopAsync(Ct);
            Assert.Same(before, CachekitRuntime.Default);
        }
        finally
        {
            CachekitRuntime.Ambient = restore;
        }
    }

    [Fact]
    public async Task DefaultThatWasReplacedMeanwhile_SurvivesTheHostsStop()
    {
        var mine = new CachekitRuntime(new CachekitOptions { Variables = static _ => null }.UseNoBackend());
        var restore = CachekitRuntime.Ambient;
        try
        {
            await using var provider = Services().AddCachekit().BuildServiceProvider();
            var hosted = await StartAsync(provider);
            CachekitRuntime.Default = mine;

            await hosted.StopAsync(Ct);

            Assert.Same(mine, CachekitRuntime.Default);
        }
        finally
        {
            CachekitRuntime.Ambient = restore;
        }
    }

    [Fact]
    public async Task UseAsAmbientDefaultOff_LeavesTheDefaultAlone()
    {
        var restore = CachekitRuntime.Ambient;
        await using var provider = Services().AddCachekit(o => o.UseAsAmbientDefault = false).BuildServiceProvider();

        await StartAsync(provider);

        Assert.Same(restore, CachekitRuntime.Ambient);
    }

    [Fact]
    public async Task ConfigurationOfTheHost_IsReadWhereOptionsSayNothing()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Cachekit:DefaultTtl"] = "20", ["Cachekit:MaxValueSize"] = "20", ["Other:MaxValueSize"] = "30" })
            .Build();
        await using var provider = Services().AddSingleton<IConfiguration>(configuration).AddCachekit(o => o.DefaultTtl = TimeSpan.FromSeconds(5)).BuildServiceProvider();
        await using var other = Services().AddSingleton<IConfiguration>(configuration).AddCachekit(o => o.Configuration = configuration.GetSection("Other")).BuildServiceProvider();

        var settings = provider.GetRequiredService<CachekitRuntime>().Settings;

        Assert.Equal((TimeSpan.FromSeconds(5), 20L), (settings.Changeable.DefaultTtl, settings.Changeable.MaxValueSize));
        Assert.Equal(30L, other.GetRequiredService<CachekitRuntime>().Settings.Changeable.MaxValueSize);
    }

    private static IServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.Configure<CachekitOptions>(o => o.Variables = static _ => null);
        return services;
    }

    private static async Task<IHostedService> StartAsync(IServiceProvider provider)
    {
        var hosted = Assert.Single(provider.GetServices<IHostedService>());
        await hosted.StartAsync(Ct);
        return hosted;
    }
}
