using Cachekit;
using Cachekit.Backends;
using Cachekit.TestSupport.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Guides.Memcached;

public sealed partial class Titles(CachekitRuntime runtime)
{
    [Cache]
    public partial Task<string> GetAsync(int id);

    private static Task<string> GetCoreAsync(int id) => Task.FromResult($"title {id}");
}

/// <summary>What the guide on the Memcached backend shows.</summary>
public sealed class MemcachedTests : IAsyncLifetime
{
    private MemcachedServer _first = null!;
    private MemcachedServer _second = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(MemcachedServer.IsInstalled, "memcached is not installed.");
        _first = await MemcachedServer.StartAsync();
        _second = await MemcachedServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_first?.DisposeAsync() ?? default);
        await (_second?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Services_UseMemcached()
    {
        var services = new ServiceCollection();
        var (first, second) = (_first.Address, _second.Address);

        // <memcached-code>
        services.AddCachekit(options => options.UseMemcached(memcached =>
        {
            memcached.Servers = [first, second];
            memcached.Timeout = TimeSpan.FromSeconds(2);
        }));
        // </memcached-code>

        await using var provider = services.BuildServiceProvider();
        var titles = new Titles(provider.GetRequiredService<CachekitRuntime>());
        Assert.Equal("title 1", await titles.GetAsync(1));

        var other = new Titles(new CachekitRuntime(new CachekitOptions().UseMemcached(memcached =>
        {
            memcached.Servers = [second, first];
            memcached.Timeout = TimeSpan.FromSeconds(20);
        })));
        Assert.Equal(CacheLayer.Backend, (await other.Cached.Get.TryGetAsync(1)).Layer);
    }

    [Fact]
    public async Task Health_IsAsked()
    {
        var address = _first.Address;

        // <memcached-health>
        using var backend = new MemcachedBackend(new MemcachedBackendOptions { Servers = [address] });
        var health = await backend.CheckHealthAsync();
        Console.WriteLine($"{health.IsHealthy}, down: {health.Details["servers_down"]}");
        // </memcached-health>

        Assert.True(health.IsHealthy, health.Error?.Message);
        Assert.Equal(
            ["backend_type", "latency_ms", "servers_down", "servers_up", "version"], health.Details.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_AreThoseOfTheGuide()
    {
        var options = new MemcachedBackendOptions();

        Assert.Equal(["127.0.0.1:11211"], options.Servers);
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)), (options.ConnectTimeout, options.Timeout));
        Assert.Equal((10, 2, "", 1_048_576), (options.MaxPoolSize, options.RetryAttempts, options.KeyPrefix, options.MaxItemSizeBytes));
    }
}
