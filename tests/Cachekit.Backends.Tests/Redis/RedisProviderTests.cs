using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisProviderTests(RedisClassFixture redis) : IClassFixture<RedisClassFixture>
{
    private string Url => $"redis://{redis.Server.Address}";

    [Fact]
    public void Registration_MakesTheKindKnown()
    {
        CachekitBackends.Register();
        Assert.IsType<RedisBackendProvider>(BackendProviders.Find("redis"));
    }

    [Theory]
    [InlineData("CACHEKIT_REDIS_URL")]
    [InlineData("REDIS_URL")]
    public void Url_ReachesTheBackend(string variable)
    {
        using var backend = Made(new() { [variable] = Url + "/3" });
        backend.Set("url", new byte[] { 1 }, TimeSpan.FromMinutes(1));
        using var inThree = redis.Backend(o => o.Database = 3);
        Assert.True(inThree.Exists("url"));
        using var inZero = redis.Backend();
        Assert.False(inZero.Exists("url"));
    }

    [Fact]
    public void OwnVariable_WinsOverTheSharedOne()
    {
        using var backend = Made(new() { ["CACHEKIT_REDIS_URL"] = Url, ["REDIS_URL"] = "redis://nowhere.invalid:1" });
        backend.Set("own", new byte[] { 1 }, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void EverySetting_ReachesTheOptions()
    {
        RedisBackendOptions? seen = null;
        var (backend, problems) = Create(
            new()
            {
                ["CACHEKIT_REDIS_URL"] = Url,
                ["CACHEKIT_CONNECTION_POOL_SIZE"] = "3",
                ["CACHEKIT_SOCKET_TIMEOUT"] = "2.5",
                ["CACHEKIT_SOCKET_CONNECT_TIMEOUT"] = "0.5",
                ["CACHEKIT_MAX_CHUNK_SIZE_MB"] = "7",
            },
            new()
            {
                ["Redis:KeyPrefix"] = "p:",
                ["Redis:Database"] = "2",
                ["Redis:KeepAlive"] = "off",
                ["Redis:PreferReplicas"] = "yes",
                ["Redis:InvalidationChannel"] = "c",
            },
            options => seen = options);
        Assert.Empty(problems);
        ((RedisBackend)backend!).Dispose();
        Assert.Equal((3, 2.5, 0.5, 7), (seen!.ConnectionPoolSize, seen.SocketTimeout.TotalSeconds, seen.SocketConnectTimeout.TotalSeconds, seen.MaxChunkSizeMb));
        Assert.Equal(("p:", 2, false, true, "c"), (seen.KeyPrefix, seen.Database, seen.KeepAlive, seen.PreferReplicas, seen.InvalidationChannel));
    }

    [Fact]
    public void Defaults_AreThoseOfTheContract()
    {
        var options = new RedisBackendOptions();
        Assert.Equal((10, 1.0, 1.0, 50), (options.ConnectionPoolSize, options.SocketTimeout.TotalSeconds, options.SocketConnectTimeout.TotalSeconds, options.MaxChunkSizeMb));
        Assert.Equal("redis://localhost:6379", RedisBackendDefaults.Url);
        Assert.True(options.KeepAlive);
    }

    [Fact]
    public void WrongSettings_AreReportedTogether_WithSourceAndWayOut()
    {
        var (backend, problems) = Create(new()
        {
            ["CACHEKIT_REDIS_URL"] = "redis:alice:hunter2@localhost:6379",
            ["CACHEKIT_CONNECTION_POOL_SIZE"] = "0",
            ["CACHEKIT_SOCKET_TIMEOUT"] = "0",
            ["CACHEKIT_SOCKET_CONNECT_TIMEOUT"] = "soon",
            ["CACHEKIT_MAX_CHUNK_SIZE_MB"] = "-1",
        });
        Assert.Null(backend);
        Assert.Equal(5, problems.Count);
        foreach (var name in new[] { "CACHEKIT_REDIS_URL", "CACHEKIT_CONNECTION_POOL_SIZE", "CACHEKIT_SOCKET_TIMEOUT", "CACHEKIT_SOCKET_CONNECT_TIMEOUT", "CACHEKIT_MAX_CHUNK_SIZE_MB" })
        {
            Assert.Contains(problems, p => p.StartsWith(name + " ", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(problems, p => p.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void WrongOptionsOfCode_AreNamedAsProperties()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => new RedisBackend(new RedisBackendOptions
        {
            Url = "http://localhost",
            ConnectionPoolSize = 0,
            SocketTimeout = TimeSpan.Zero,
            SocketConnectTimeout = TimeSpan.FromDays(2),
            MaxChunkSizeMb = 513,
            Database = -1,
            InvalidationChannel = " ",
            KeyPrefix = null!,
        }));
        foreach (var name in new[] { "Url", "ConnectionPoolSize", "SocketTimeout", "SocketConnectTimeout", "MaxChunkSizeMb", "Database", "InvalidationChannel", "KeyPrefix" })
        {
            Assert.Contains(exception.Problems, p => p.StartsWith($"RedisBackendOptions.{name} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void UrlAndConnectionString_AreRefusedTogether()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => new RedisBackend(new RedisBackendOptions { Url = Url, Configuration = "localhost" }));
        Assert.Contains("remove one of them", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost,password=ab,hunter2=x")]
    [InlineData("localhost,syncTimeout=hunter2")]
    [InlineData("ssl=true")]
    public void WrongConnectionString_IsNotRepeated(string text)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => new RedisBackend(new RedisBackendOptions { Configuration = text }));
        var problem = Assert.Single(exception.Problems);
        Assert.Contains("RedisBackendOptions.Configuration", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionString_IsUsed()
    {
        using var backend = new RedisBackend(new RedisBackendOptions { Configuration = $"{redis.Server.Address},defaultDatabase=4" });
        backend.Set("text", new byte[] { 1 }, TimeSpan.FromMinutes(1));
        using var inFour = redis.Backend(o => o.Database = 4);
        Assert.True(inFour.Exists("text"));
    }

    [Fact]
    public void NamedUser_SaysWhichVersionOfTheClientKnowsIt()
    {
        Assert.Equal(1, RedisClient.Version.Major);
        var exception = Assert.Throws<CacheConfigurationException>(() => new RedisBackend(new RedisBackendOptions { Url = "redis://alice:hunter2@localhost" }));
        var problem = Assert.Single(exception.Problems);
        Assert.Contains("StackExchange.Redis 2.1.50 or newer", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Ipv6Address_SaysWhichVersionOfTheClientConnectsToIt()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => new RedisBackend(new RedisBackendOptions { Url = "redis://[::1]:6379" }));
        Assert.Contains("StackExchange.Redis 2.0 or newer", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisteredConnection_IsUsedWhereNothingNamesAServer_AndStaysOpen()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Server.Address);
        await using var services = new ServiceCollection().AddSingleton<IConnectionMultiplexer>(connection).BuildServiceProvider();
        var (backend, problems) = Create([], services: services);
        Assert.Empty(problems);
        using (var made = Assert.IsType<RedisBackend>(backend))
        {
            await made.SetAsync("di", new byte[] { 1 }, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        Assert.True(await connection.GetDatabase().KeyExistsAsync("di"));
    }

    [Fact]
    public async Task RegisteredConnection_IsPassedOverWhereAVariableNamesAServer()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Server.Address},defaultDatabase=5");
        await using var services = new ServiceCollection().AddSingleton<IConnectionMultiplexer>(connection).BuildServiceProvider();
        var (backend, problems) = Create(new() { ["REDIS_URL"] = Url }, services: services);
        Assert.Empty(problems);
        using var made = Assert.IsType<RedisBackend>(backend);
        await made.SetAsync("passed", new byte[] { 1 }, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(await connection.GetDatabase().KeyExistsAsync("passed"));
    }

    [Fact]
    public void Code_WinsOverEverything()
    {
        var (backend, problems) = Create(
            new() { ["CACHEKIT_REDIS_URL"] = "redis:wrong" },
            new() { ["Redis:Configuration"] = "nowhere.invalid" },
            options => options.Url = Url);
        Assert.Empty(problems);
        using var made = (RedisBackend)backend!;
        made.Set("code", new byte[] { 1 }, TimeSpan.FromMinutes(1));
    }

    private static RedisBackend Made(Dictionary<string, string> variables)
    {
        var (backend, problems) = Create(variables);
        Assert.Empty(problems);
        return Assert.IsType<RedisBackend>(backend);
    }

    private static (ICacheBackend? Backend, List<string> Problems) Create(
        Dictionary<string, string> variables,
        Dictionary<string, string?>? configuration = null,
        Action<RedisBackendOptions>? configure = null,
        IServiceProvider? services = null)
    {
        var problems = new List<string>();
        var section = configuration is null ? null : new ConfigurationBuilder().AddInMemoryCollection(configuration).Build();
        var settings = new SettingsReader(section, variables.GetValueOrDefault, problems);
        var context = new BackendProviderContext(settings, TimeProvider.System, NullLoggerFactory.Instance) { Services = services };
        return (RedisBackendProvider.Create(context, configure), problems);
    }
}
