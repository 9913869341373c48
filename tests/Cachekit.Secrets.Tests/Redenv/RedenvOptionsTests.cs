using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Redenv;

public sealed class RedenvOptionsTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["REDENV_PROJECT"] = "shop", ["REDENV_TOKEN_ID"] = "stk_1", ["REDENV_TOKEN"] = "redenv_sk_1",
        ["UPSTASH_REDIS_REST_URL"] = "https://db.upstash.io/", ["UPSTASH_REDIS_REST_TOKEN"] = "AX1",
    };

    [Fact]
    public void WhatIsMissing_IsNamedAllAtOnceWithItsPlaces()
    {
        var error = Assert.Throws<SecretsException>(() => new RedenvClient(new RedenvOptions { Variables = static _ => null }));

        Assert.Equal("MISSING_CONFIG", error.CodeName);
        foreach (var name in new[] { "RedenvOptions.Project", "'Redenv:Project'", "REDENV_PROJECT", "REDENV_TOKEN_ID", "REDENV_TOKEN)", "UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN", "REDENV_REDIS_URL" })
        {
            Assert.Contains(name, error.Message);
        }
    }

    [Fact]
    public void HalfAStore_IsMissingItsOtherHalf()
    {
        var error = Assert.Throws<SecretsException>(() => Resolve(new RedenvOptions { Project = "a", TokenId = "stk_b", Token = "redenv_sk_c", Upstash = { Url = "https://x" } }, []));

        Assert.Contains("Upstash.Token", error.Message);
        Assert.DoesNotContain("REDENV_PROJECT", error.Message);
        Assert.DoesNotContain("REDENV_REDIS_URL", error.Message);
    }

    [Fact]
    public void Variables_AreEnough()
    {
        var settings = Resolve(new RedenvOptions(), Complete);

        Assert.Equal(("shop", "development", "stk_1", "redenv_sk_1"), (settings.Project, settings.Environment, settings.TokenId, settings.Token));
        Assert.Equal(("https://db.upstash.io", "AX1"), (settings.UpstashUrl, settings.UpstashToken));
        Assert.Equal((TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(86_400)), (settings.Ttl, settings.Swr));
        Assert.Equal((true, true, RedenvLogLevel.Low), (settings.FillEnvironment, settings.OverrideEnvironment, settings.Log));
        Assert.Null(settings.SnapshotPath);
    }

    [Fact]
    public void TheNamesOfTheOtherClientsGuides_AreReadToo()
    {
        var settings = Resolve(new RedenvOptions(), new()
        {
            ["REDENV_PROJECT_NAME"] = "shop", ["REDENV_TOKEN_ID"] = "stk_1", ["REDENV_TOKEN_KEY"] = "redenv_sk_1",
            ["UPSTASH_REDIS_URL"] = "https://db.upstash.io", ["UPSTASH_REDIS_TOKEN"] = "AX1",
        });

        Assert.Equal(("shop", "redenv_sk_1", "https://db.upstash.io", "AX1"), (settings.Project, settings.Token, settings.UpstashUrl, settings.UpstashToken));
    }

    [Fact]
    public void CodeWinsOverConfiguration_AndThatOverVariables()
    {
        var variables = new Dictionary<string, string?>(Complete)
        {
            ["REDENV_ENVIRONMENT"] = "variable", ["REDENV_CACHE_TTL"] = "1", ["REDENV_CACHE_SWR"] = "2", ["REDENV_LOG"] = "HIGH", ["REDENV_ENV_OVERRIDE"] = "false",
        };
        var configuration = Configuration(("Redenv:Environment", "configured"), ("Redenv:Cache:Ttl", "10m"), ("Redenv:Project", "configured"), ("Redenv:Env:Fill", "off"), ("Redenv:Snapshot:Path", "/x"));

        var settings = Resolve(new RedenvOptions { Project = "code", Configuration = configuration.GetSection("Redenv") }, variables);

        Assert.Equal(("code", "configured"), (settings.Project, settings.Environment));
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2)), (settings.Ttl, settings.Swr));
        Assert.Equal((false, false, RedenvLogLevel.High, "/x"), (settings.FillEnvironment, settings.OverrideEnvironment, settings.Log, settings.SnapshotPath));
    }

    [Fact]
    public void HttpOptionsOfTheConfiguration_FillWhatCodeLeavesAsItIs()
    {
        var configuration = Configuration(("Redenv:Http:RequestTimeout", "2"), ("Redenv:Http:Retries", "7"), ("Redenv:Http:RetryDelay", "50ms"));

        var http = Resolve(new RedenvOptions { Http = { Retries = 1 }, Configuration = configuration.GetSection("Redenv") }, Complete).Http;

        Assert.Equal((TimeSpan.FromSeconds(2), 1, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5)), (http.RequestTimeout, http.Retries, http.RetryDelay, http.MaxRetryDelay));
    }

    [Theory]
    [InlineData("redis://r:6379", null, null, "redis")]
    [InlineData(null, "redis://r:6379", null, "redis")]
    [InlineData(null, null, "redis://r:6379", "redis")]
    [InlineData(null, null, null, "upstash")]
    public void TheNearestLayerThatNamesAStore_Decides(string? code, string? configured, string? variable, string expected)
    {
        var variables = new Dictionary<string, string?>(Complete) { ["REDENV_REDIS_URL"] = variable };
        var configuration = configured is null ? Configuration() : Configuration(("Redenv:Redis:Url", configured));

        var settings = Resolve(new RedenvOptions { RedisUrl = code, Configuration = configuration.GetSection("Redenv") }, variables);

        Assert.Equal(expected, settings.UpstashUrl is null ? "redis" : "upstash");
        Assert.Equal(expected == "redis", settings.Redis is not null);
    }

    [Fact]
    public void AnUpstashDatabaseOfCode_WinsOverARedisOfTheEnvironment()
    {
        var settings = Resolve(new RedenvOptions { Upstash = { Url = "https://code" } }, new(Complete) { ["REDENV_REDIS_URL"] = "redis://r" });

        Assert.Equal(("https://code", "AX1"), (settings.UpstashUrl, settings.UpstashToken));
    }

    [Fact]
    public void TheRedisUrlOfAnUpstashDatabase_IsTakenForWhatItIs()
    {
        var settings = Resolve(new RedenvOptions(), new(Complete) { ["UPSTASH_REDIS_REST_URL"] = null, ["UPSTASH_REDIS_URL"] = "rediss://default:pw@db.upstash.io:6379" });

        Assert.True(settings.Redis!.Ssl);
    }

    [Fact]
    public void AllThatIsWrong_IsSaidAtOnceAndRepeatsNoSecret()
    {
        var options = new RedenvOptions
        {
            Project = "a:b", Environment = "c:d", TokenId = "redenv_sk_swapped", Token = "stk_swapped",
            Upstash = { Url = "not-a-url-with-s3cret", Token = "t" },
            Cache = { Ttl = TimeSpan.Zero, Swr = TimeSpan.FromDays(400) },
            Http = { Retries = -1, RequestTimeout = TimeSpan.Zero },
        };

        var error = Assert.Throws<CacheConfigurationException>(() => Resolve(options, new() { ["REDENV_LOG"] = "loud", ["REDENV_ENV_FILL"] = "perhaps" }));

        Assert.Equal(10, error.Problems.Count);
        Assert.Contains("REDENV_LOG is 'loud'", error.Message);
        Assert.DoesNotContain("redenv_sk_swapped", error.Message);
        Assert.DoesNotContain("s3cret", error.Message);
    }

    [Theory]
    [InlineData("REDENV_CACHE_TTL", "soon")]
    [InlineData("REDENV_CACHE_TTL", "0")]
    [InlineData("REDENV_CACHE_SWR", "366d")]
    [InlineData("UPSTASH_REDIS_REST_URL", "https://user:pw@db")]
    [InlineData("REDENV_REDIS_URL", "redis://user@db")]
    public void AVariableThatIsWrong_IsNamed(string name, string value)
    {
        var error = Assert.Throws<CacheConfigurationException>(() => Resolve(new RedenvOptions(), new(Complete) { [name] = value }));

        Assert.StartsWith(name, Assert.Single(error.Problems));
    }

    [Fact]
    public void TwoStoresInOnePlace_AreOneTooMany()
    {
        var error = Assert.Throws<CacheConfigurationException>(() => Resolve(new RedenvOptions { RedisUrl = "redis://a", Upstash = { Url = "https://b" } }, Complete));

        Assert.Contains("remove one of them", error.Message);
    }

    [Fact]
    public void Presets_AreThoseOfTheContract()
    {
        Assert.Equal(
            [(10, 60), (3600, 86_400), (30, 300), (5, 30)],
            new[] { RedenvCacheOptions.HighFrequency, RedenvCacheOptions.Stable, RedenvCacheOptions.Serverless, RedenvCacheOptions.Development }
                .Select(cache => ((int)cache.Ttl!.Value.TotalSeconds, (int)cache.Swr!.Value.TotalSeconds)));
        Assert.NotSame(RedenvCacheOptions.Stable, RedenvCacheOptions.Stable);
    }

    [Fact]
    public void Options_ShowNoToken()
    {
        var options = new RedenvOptions { Project = "shop", TokenId = "stk_1", Token = "t0ken", RedisUrl = "redis://:t0ken@h", Upstash = { Url = "https://db", Token = "t0ken" } };

        Assert.All([options.ToString(), $"{options.Upstash}", JsonSerializer.Serialize(options), Resolve(new RedenvOptions(), Complete).ToString()], text => Assert.DoesNotContain("t0ken", text));
        Assert.Contains("Token=********", options.ToString());
        Assert.Contains("stk_1", options.ToString());
    }

    private static RedenvSettings Resolve(RedenvOptions options, Dictionary<string, string?> variables)
    {
        options.Variables = name => variables.GetValueOrDefault(name);
        return RedenvSettingsResolver.Resolve(options);
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build();
}
