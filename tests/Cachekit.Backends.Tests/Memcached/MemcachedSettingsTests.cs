using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedSettingsTests : MemcachedTestBase
{
    private const string Variable = "CACHEKIT_MEMCACHED_SERVERS";

    [Fact]
    public void Registration_MakesTheKindKnown()
    {
        CachekitBackends.Register();
        Assert.IsType<MemcachedBackendProvider>(BackendProviders.Find("memcached"));
    }

    [Fact]
    public void Defaults_AreThoseOfAllSdks()
    {
        var options = Created([]);
        Assert.Equal(["127.0.0.1:11211"], options.Servers);
        Assert.Equal(
            (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 10, 2, "", 1_048_576),
            (options.ConnectTimeout, options.Timeout, options.MaxPoolSize, options.RetryAttempts, options.KeyPrefix, options.MaxItemSizeBytes));
    }

    [Fact]
    public void Variables_ReachTheBackend()
    {
        var options = Created(new()
        {
            [Variable] = """["10.0.0.1:11211", "cache.example.com:11212"]""",
            ["CACHEKIT_MEMCACHED_CONNECT_TIMEOUT"] = "0.1",
            ["CACHEKIT_MEMCACHED_TIMEOUT"] = "30",
            ["CACHEKIT_MEMCACHED_MAX_POOL_SIZE"] = "100",
            ["CACHEKIT_MEMCACHED_RETRY_ATTEMPTS"] = "0",
            ["CACHEKIT_MEMCACHED_KEY_PREFIX"] = "shop:",
            ["CACHEKIT_MEMCACHED_MAX_ITEM_SIZE_BYTES"] = "0",
        });
        Assert.Equal(["10.0.0.1:11211", "cache.example.com:11212"], options.Servers);
        Assert.Equal(
            (TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(30), 100, 0, "shop:", 0),
            (options.ConnectTimeout, options.Timeout, options.MaxPoolSize, options.RetryAttempts, options.KeyPrefix, options.MaxItemSizeBytes));
    }

    [Fact]
    public void Configuration_WinsOverVariables_AndCodeOverBoth()
    {
        Dictionary<string, string?> section = new()
        {
            ["Memcached:Servers:0"] = "a:1",
            ["Memcached:Servers:1"] = "b:2",
            ["Memcached:ConnectTimeout"] = "1.5",
            ["Memcached:Timeout"] = "00:00:03",
            ["Memcached:MaxPoolSize"] = "3",
            ["Memcached:RetryAttempts"] = "4",
            ["Memcached:KeyPrefix"] = "section:",
            ["Memcached:MaxItemSizeBytes"] = "5",
        };
        var options = Created(new() { [Variable] = "c:3", ["CACHEKIT_MEMCACHED_KEY_PREFIX"] = "variable:" }, section, configured => configured.MaxPoolSize = 7);
        Assert.Equal(["a:1", "b:2"], options.Servers);
        Assert.Equal(
            (TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3), 7, 4, "section:", 5),
            (options.ConnectTimeout, options.Timeout, options.MaxPoolSize, options.RetryAttempts, options.KeyPrefix, options.MaxItemSizeBytes));
    }

    [Theory]
    [InlineData("""["a:1","b:2"]""")]
    [InlineData("a:1,b:2")]
    [InlineData(" a:1 , b:2, ")]
    [InlineData("""[ "a:1" , "b:2" ]""")]
    public void Servers_AreAJsonArrayOrAList(string text)
    {
        Assert.Equal(["a:1", "b:2"], Created(new() { [Variable] = text }).Servers);
        Assert.Equal(["a:1", "b:2"], Created([], new() { ["Memcached:Servers"] = text }).Servers);
    }

    [Theory]
    [InlineData("[::1]:11211", "::1:11211")]
    [InlineData("cache_1:1", "cache_1:1")]
    [InlineData("cache.example.com:65535", "cache.example.com:65535")]
    public void Address_IsRead(string text, string expected) => Assert.Equal(expected, MemcachedEndpoint.Parse(text)!.Text);

    [Theory]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData(":1")]
    [InlineData("a:0")]
    [InlineData("a:65536")]
    [InlineData("a:x")]
    [InlineData("a:-1")]
    [InlineData("a b:1")]
    [InlineData("::1:11211")]
    [InlineData("[::1]")]
    [InlineData("memcached://a:1")]
    [InlineData("a/b:1")]
    public void WrongAddress_IsAProblem_WithItsSource(string text)
    {
        var problem = Assert.Single(Problems(new() { [Variable] = "fine:1," + text }));
        Assert.StartsWith($"{Variable} has '{text}'", problem, StringComparison.Ordinal);
        Assert.Contains("host:port", problem, StringComparison.Ordinal);
        Assert.StartsWith("Cachekit:Memcached:Servers:1 has", Assert.Single(Problems([], new() { ["Memcached:Servers:0"] = "fine:1", ["Memcached:Servers:1"] = text })), StringComparison.Ordinal);
        Assert.Contains("MemcachedBackendOptions.Servers[0]", Assert.Single(Problems([], null, options => options.Servers = [text])), StringComparison.Ordinal);
    }

    [Fact]
    public void PasswordInAnAddress_IsNotShown()
    {
        var problem = Assert.Single(Problems(new() { [Variable] = "user:hunter2@a:1" }));
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.Contains("not supported", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"a:1\",")]
    [InlineData("[\"a:1\"")]
    [InlineData("[a:1]")]
    [InlineData("[1 2]")]
    [InlineData("[\"\\ud800:1\"]")]
    public void WrongJson_IsAProblem(string text) =>
        Assert.StartsWith($"{Variable} looks like a JSON array and is none", Assert.Single(Problems(new() { [Variable] = text })), StringComparison.Ordinal);

    [Theory]
    [InlineData("[]")]
    [InlineData(",")]
    public void EmptyList_IsAProblem(string text) =>
        Assert.StartsWith($"{Variable} names no server", Assert.Single(Problems(new() { [Variable] = text })), StringComparison.Ordinal);

    [Fact]
    public void WrongJsonElement_IsAProblem() => Assert.StartsWith($"{Variable} has '5'", Assert.Single(Problems(new() { [Variable] = "[5]" })), StringComparison.Ordinal);

    [Fact]
    public void WrongVariables_AreReportedTogether()
    {
        var problems = Problems(new()
        {
            [Variable] = "a",
            ["CACHEKIT_MEMCACHED_CONNECT_TIMEOUT"] = "0.05",
            ["CACHEKIT_MEMCACHED_TIMEOUT"] = "31",
            ["CACHEKIT_MEMCACHED_MAX_POOL_SIZE"] = "0",
            ["CACHEKIT_MEMCACHED_RETRY_ATTEMPTS"] = "11",
            ["CACHEKIT_MEMCACHED_KEY_PREFIX"] = "a b",
            ["CACHEKIT_MEMCACHED_MAX_ITEM_SIZE_BYTES"] = "-1",
        });
        Assert.Equal(
            [
                "CACHEKIT_MEMCACHED_SERVERS", "CACHEKIT_MEMCACHED_CONNECT_TIMEOUT", "CACHEKIT_MEMCACHED_TIMEOUT", "CACHEKIT_MEMCACHED_MAX_POOL_SIZE",
                "CACHEKIT_MEMCACHED_RETRY_ATTEMPTS", "CACHEKIT_MEMCACHED_MAX_ITEM_SIZE_BYTES", "CACHEKIT_MEMCACHED_KEY_PREFIX",
            ],
            problems.Select(static problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void WrongVariablesAndWrongCode_AreReportedTogether_EachOnce()
    {
        var problems = Problems(
            new() { [Variable] = "a", ["CACHEKIT_MEMCACHED_TIMEOUT"] = "31", ["CACHEKIT_MEMCACHED_KEY_PREFIX"] = "a b" },
            section: null,
            options => options.MaxPoolSize = 0);
        Assert.Equal(
            [Variable, "CACHEKIT_MEMCACHED_TIMEOUT", "CACHEKIT_MEMCACHED_KEY_PREFIX", "MemcachedBackendOptions.MaxPoolSize"],
            problems.Select(static problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void WrongOptionsInCode_AreReportedTogether_ByProperty()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => new MemcachedBackend(new MemcachedBackendOptions
        {
            Servers = [],
            ConnectTimeout = TimeSpan.FromSeconds(31),
            Timeout = TimeSpan.Zero,
            MaxPoolSize = 101,
            RetryAttempts = -1,
            KeyPrefix = new string('p', 250),
            MaxItemSizeBytes = -1,
        }));
        Assert.Equal(
            ["Servers", "ConnectTimeout", "Timeout", "MaxPoolSize", "RetryAttempts", "MaxItemSizeBytes", "KeyPrefix"],
            exception.Problems.Select(static problem => problem.Split(' ')[0].Replace("MemcachedBackendOptions.", "", StringComparison.Ordinal)));
        Assert.Throws<CacheConfigurationException>(() => new MemcachedBackend(new MemcachedBackendOptions { Servers = null!, KeyPrefix = null! }));
    }

    [Fact]
    public void BackendCopiesItsOptions()
    {
        var options = new MemcachedBackendOptions();
        using var backend = new MemcachedBackend(options);
        options.Servers.Add("other:1");
        Assert.Single(backend.Servers);
    }

    private static MemcachedBackendOptions Created(Dictionary<string, string> variables, Dictionary<string, string?>? section = null, Action<MemcachedBackendOptions>? configure = null)
    {
        MemcachedBackendOptions? seen = null;
        var (backend, problems) = Create(variables, section, options =>
        {
            configure?.Invoke(options);
            seen = options;
        });
        Assert.Empty(problems);
        Assert.IsType<MemcachedBackend>(backend).Dispose();
        return seen!;
    }

    private static List<string> Problems(Dictionary<string, string> variables, Dictionary<string, string?>? section = null, Action<MemcachedBackendOptions>? configure = null)
    {
        var (backend, problems) = Create(variables, section, configure);
        Assert.Null(backend);
        return problems;
    }

    private static (ICacheBackend? Backend, List<string> Problems) Create(
        Dictionary<string, string> variables, Dictionary<string, string?>? section, Action<MemcachedBackendOptions>? configure)
    {
        var problems = new List<string>();
        var configuration = section is null
            ? null
            : new ConfigurationBuilder().AddInMemoryCollection(section.ToDictionary(static pair => "Cachekit:" + pair.Key, static pair => pair.Value)).Build().GetSection("Cachekit");
        var settings = new SettingsReader(configuration, variables.GetValueOrDefault, problems);
        var context = new BackendProviderContext(settings, TimeProvider.System, NullLoggerFactory.Instance);
        return (MemcachedBackendProvider.Create(context, configure), problems);
    }
}
