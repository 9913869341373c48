using Cachekit;
using Cachekit.Backends;
using Cachekit.TestSupport.Servers;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Guides.Redis;

[CacheNamespace("catalog")]
public sealed partial class Titles(CachekitRuntime runtime)
{
    [Cache]
    public partial Task<string> GetAsync(int id);

    private static Task<string> GetCoreAsync(int id) => Task.FromResult($"title {id}");

    [Cache(Interop = "get_title")]
    public partial Task<string> SharedAsync(int id);

    private static Task<string> SharedCoreAsync(int id) => Task.FromResult($"title {id}");
}

/// <summary>What the guide on the Redis backend shows.</summary>
public sealed class RedisTests : IAsyncLifetime
{
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
        _server = await RedisServer.StartAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    [Fact]
    public async Task Services_UseRedis()
    {
        var services = new ServiceCollection();
        var url = $"redis://{_server.Address}";

        // <redis-code>
        services.AddCachekit(options => options.UseRedis(redis =>
        {
            redis.Url = url;
            redis.KeyPrefix = "shop:";
            redis.SocketTimeout = TimeSpan.FromSeconds(2);
        }));
        // </redis-code>

        await using var provider = services.BuildServiceProvider();
        var titles = new Titles(provider.GetRequiredService<CachekitRuntime>());
        Assert.Equal("title 1", await titles.GetAsync(1));
        Assert.Equal(1L, await _server.AskAsync("EXISTS", "shop:" + titles.Cached.Get.Key(1)));

        // Another place than where the other SDKs look.
        await Assert.ThrowsAsync<CacheConfigurationException>(() => titles.SharedAsync(1));
    }

    [Fact]
    public async Task Connection_OfTheProgramIsUsed()
    {
        var options = new CachekitOptions();
        var text = _server.Address;

        // <redis-connection>
        var connection = await ConnectionMultiplexer.ConnectAsync(text);
        options.UseRedis(connection);
        // </redis-connection>

        using (connection)
        {
            await using (var runtime = new CachekitRuntime(options))
            {
                var titles = new Titles(runtime);
                Assert.Equal("title 1", await titles.SharedAsync(1));
                Assert.Equal(1L, await _server.AskAsync("EXISTS", titles.Cached.Shared.Key(1)));

                await titles.Cached.Shared.InvalidateAllAsync();
                Assert.Equal(0L, await _server.AskAsync("EXISTS", titles.Cached.Shared.Key(1)));
            }

            Assert.True(connection.IsConnected);
        }
    }

    [Fact]
    public async Task Health_IsAsked()
    {
        var url = $"redis://{_server.Address}";

        // <redis-health>
        await using var backend = new RedisBackend(new RedisBackendOptions { Url = url });
        var health = await backend.CheckHealthAsync();
        Console.WriteLine($"{health.IsHealthy}, Redis {health.Details["version"]}");
        // </redis-health>

        Assert.True(health.IsHealthy, health.Error?.Message);
        Assert.Equal(
            ["backend_type", "connected_clients", "latency_ms", "used_memory_human", "version"], health.Details.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_AreThoseOfTheGuide()
    {
        var options = new RedisBackendOptions();

        Assert.Equal((10, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), (options.ConnectionPoolSize, options.SocketTimeout, options.SocketConnectTimeout));
        Assert.Equal((50, "", true, false), (options.MaxChunkSizeMb, options.KeyPrefix, options.KeepAlive, options.PreferReplicas));
        Assert.Equal("cachekit:dotnet:invalidate:v1", options.InvalidationChannel);
        Assert.Null(options.Database);
    }
}
