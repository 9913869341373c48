using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Configuration;

public class SettingsResolverTests
{
    private readonly Dictionary<string, IBackendProvider> _providers = [];

    private LogRecorder Logs { get; } = new();

    [Fact]
    public void NothingSet_LivesInThisProcessAndSaysSoOnce()
    {
        var settings = Resolve();

        Assert.Null(settings.Backend);
        Assert.Null(settings.Changeable.DefaultTtl);
        Assert.Equal(104_857_600, settings.Changeable.MaxValueSize);
        Assert.True(settings.LocalEnabled);
        Assert.Equal(100 * 1024 * 1024, settings.LocalBudget);
        var line = Assert.Single(Logs.Lines);
        Assert.Equal((LogLevel.Information, 1000), (line.Level, line.Id));
        string[] selectors = ["CACHEKIT_REDIS_URL", "REDIS_URL", "CACHEKIT_API_KEY", "CACHEKIT_MEMCACHED_SERVERS", "CACHEKIT_FILE_CACHE_DIR", "CACHEKIT_BACKEND=none"];
        Assert.All(selectors, selector => Assert.Contains(selector, line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void BackendNone_SaysNothing()
    {
        Assert.Null(Resolve(("CACHEKIT_BACKEND", "none"), ("CACHEKIT_API_KEY", "ck_live_secret")).Backend);
        Assert.Empty(Logs.Lines);
    }

    [Theory]
    [InlineData("CACHEKIT_BACKEND", "kind-a")]
    [InlineData("CACHEKIT_BACKEND", "File")]
    [InlineData("CACHEKIT_BACKEND", "memory")]
    public void UnknownBackend_NamesTheChoices(string variable, string value)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Resolve((variable, value)));

        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
        Assert.Contains("redis, http, memcached, file or none", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CACHEKIT_BACKEND", "redis://:hunter2@host:6379")]
    [InlineData("CACHEKIT_BACKEND", "ck_live_hunter2")]
    [InlineData("CACHEKIT_DEFAULT_TTL", "hunter2hunter2hunter2hunter2")]
    [InlineData("CACHEKIT_MAX_VALUE_SIZE", "redis://:hunter2@host:6379")]
    [InlineData("CACHEKIT_COMPRESSION_LEVEL", "hunter2=")]
    [InlineData("CACHEKIT_ENABLE_COMPRESSION", "hunter2")]
    public void SecretInTheWrongSetting_IsNotShown(string variable, string value)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Resolve((variable, value)));

        Assert.StartsWith(variable + " is ", Assert.Single(exception.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CACHEKIT_BACKEND", "redis")]
    [InlineData("CACHEKIT_BACKEND", "http")]
    [InlineData("CACHEKIT_BACKEND", "memcached")]
    [InlineData("CACHEKIT_REDIS_URL", "redis://user:hunter2@host:6379")]
    [InlineData("CACHEKIT_API_KEY", "ck_live_hunter2")]
    [InlineData("CACHEKIT_MEMCACHED_SERVERS", "hunter2:11211")]
    [InlineData("CACHEKIT_BACKEND", "file")]
    [InlineData("CACHEKIT_FILE_CACHE_DIR", "/hunter2")]
    public void KindWithoutItsPackage_NamesThePackageAndNotTheValue(string variable, string value)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Resolve((variable, value)));

        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Cachekit.Backends", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RedisUrlOfOtherPrograms_IsPassedOverWithAWarning()
    {
        Assert.Null(Resolve(("REDIS_URL", "redis://user:hunter2@host:6379")).Backend);

        var warning = Assert.Single(Logs.Lines, line => line.Level == LogLevel.Warning);
        Assert.Contains("REDIS_URL", warning.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", warning.Text, StringComparison.Ordinal);
        Assert.Equal(1, Logs.Count(1000, LogLevel.Information));
    }

    [Theory]
    [InlineData("CACHEKIT_REDIS_URL", "CACHEKIT_FILE_CACHE_DIR")]
    [InlineData("CACHEKIT_REDIS_URL", "CACHEKIT_MEMCACHED_SERVERS")]
    [InlineData("CACHEKIT_MEMCACHED_SERVERS", "CACHEKIT_FILE_CACHE_DIR")]
    public void TwoSelectorsTogether_AreAnErrorThatNamesBoth(string first, string second)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Resolve((first, "hunter1"), (second, "hunter2")));

        Assert.Contains($"{first} and {second}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ApiKeyNextToRedis_DoesNotStandInItsWay()
    {
        var exception = Assert.Throws<CacheConfigurationException>(
            () => Resolve(("CACHEKIT_API_KEY", "key"), ("CACHEKIT_REDIS_URL", "redis://host:6379")));

        Assert.Contains("CACHEKIT_REDIS_URL", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void BackendInCode_MakesSelectorsIrrelevant()
    {
        var backend = new MemoryBackend();
        var options = Options(("CACHEKIT_REDIS_URL", "redis://host"), ("CACHEKIT_FILE_CACHE_DIR", "/cache"));

        Assert.Same(backend, SettingsResolver.Resolve(options.UseBackend(backend), default).Backend);
        Assert.Null(SettingsResolver.Resolve(options.UseNoBackend(), default).Backend);
        Assert.DoesNotContain(Logs.Lines, line => line.Id == 1000);
    }

    [Fact]
    public void BackendOfTheServices_ComesAfterTheOneInCodeAndBeforeTheEnvironment()
    {
        var services = new FallbackServices { Backend = new MemoryBackend() };
        var options = Options(("CACHEKIT_REDIS_URL", "redis://host"));

        var settings = SettingsResolver.Resolve(options, services);
        Assert.Same(services.Backend, settings.Backend);
        Assert.Empty(settings.OwnedBackends);
        Assert.Null(SettingsResolver.Resolve(options.UseNoBackend(), services).Backend);
    }

    [Fact]
    public void RegisteredProvider_MakesTheBackendThatTheEnvironmentNames()
    {
        _providers["file"] = new FakeProvider();

        var settings = Resolve(("CACHEKIT_FILE_CACHE_DIR", "/somewhere"));
        Assert.Equal("/somewhere", settings.Backend!.Name);
        Assert.Same(settings.Backend, Assert.Single(settings.OwnedBackends));
        Assert.Equal(1, Logs.Count(1001, LogLevel.Information));

        Assert.Equal("default", Resolve(("CACHEKIT_BACKEND", "file")).Backend!.Name);
        Assert.Equal("/somewhere", Resolve(("REDIS_URL", "redis://host"), ("CACHEKIT_FILE_CACHE_DIR", "/somewhere")).Backend!.Name);

        var exception = Assert.Throws<CacheConfigurationException>(
            () => Resolve(("CACHEKIT_FILE_CACHE_DIR", "bad"), ("CACHEKIT_DEFAULT_TTL", "0")));
        Assert.Equal(2, exception.Problems.Count);
    }

    [Theory]
    [InlineData("30", 30_000)]
    [InlineData(" 0.5 ", 500)]
    public void DefaultTtl_IsReadInSeconds(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Resolve(("CACHEKIT_DEFAULT_TTL", text)).Changeable.DefaultTtl);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("5m")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("0.00000001")]
    [InlineData("315360001")]
    public void DefaultTtlOutOfItsRange_IsAnError(string text) =>
        Assert.Contains("CACHEKIT_DEFAULT_TTL", Assert.Throws<CacheConfigurationException>(() => Resolve(("CACHEKIT_DEFAULT_TTL", text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("10MB")]
    [InlineData("99999999999999999999")]
    public void MaxValueSizeOutOfItsRange_IsAnError(string text) =>
        Assert.Contains("CACHEKIT_MAX_VALUE_SIZE", Assert.Throws<CacheConfigurationException>(() => Resolve(("CACHEKIT_MAX_VALUE_SIZE", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void OptionsInCode_WinOverTheEnvironment()
    {
        var options = Options(("CACHEKIT_DEFAULT_TTL", "10"), ("CACHEKIT_MAX_VALUE_SIZE", "10"));
        Assert.Equal(10, SettingsResolver.Resolve(options, default).Changeable.MaxValueSize);

        options.DefaultTtl = TimeSpan.FromSeconds(20);
        options.MaxValueSize = 20;

        var settings = SettingsResolver.Resolve(options, default);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.Changeable.DefaultTtl);
        Assert.Equal(20, settings.Changeable.MaxValueSize);
    }

    [Fact]
    public void AllProblems_AreReportedTogether()
    {
        var options = Options(("CACHEKIT_DEFAULT_TTL", "x"), ("CACHEKIT_MAX_VALUE_SIZE", "y"), ("CACHEKIT_BACKEND", "z"));
        options.DefaultTtl = TimeSpan.Zero;
        options.MaxValueSize = 0;
        options.Local.MaxSizeMb = 0;
        options.Invalidation.PollInterval = TimeSpan.FromMilliseconds(99);
        options.Backends.Add("eu", null!);

        var exception = Assert.Throws<CacheConfigurationException>(() => SettingsResolver.Resolve(options, default));

        Assert.Equal(8, exception.Problems.Count);
    }

    [Fact]
    public void MistakenName_IsWarnedAbout()
    {
        Resolve(("CACHE_REDIS_URL", "redis://hunter2"), ("CACHE_DEFAULT_TTL", "5"), ("CACHEKIT_DEFAULT_TTL", " "));

        Assert.Equal(2, Logs.Count(1002, LogLevel.Warning));
        Assert.Contains(Logs.Lines, line => line.Text.Contains("CACHE_REDIS_URL", StringComparison.Ordinal) && line.Text.Contains("CACHEKIT_REDIS_URL", StringComparison.Ordinal));
        Assert.DoesNotContain(Logs.Lines, line => line.Text.Contains("hunter2", StringComparison.Ordinal));
    }

    private RuntimeSettings Resolve(params (string Name, string Value)[] variables) => SettingsResolver.Resolve(Options(variables), default);

    private CachekitOptions Options(params (string Name, string Value)[] variables) => new()
    {
        LoggerFactory = Logs,
        Providers = kind => _providers.GetValueOrDefault(kind),
        Variables = name => variables.FirstOrDefault(v => v.Name == name).Value,
    };

    private sealed class FakeProvider : IBackendProvider
    {
        public string Kind => "file";

        public ICacheBackend? Create(BackendProviderContext context)
        {
            var directory = context.Settings.Get(SettingNames.FileDirectory)?.Text;
            if (directory == "bad")
            {
                context.Problems.Add("CACHEKIT_FILE_CACHE_DIR is bad.");
                return null;
            }

            return new MemoryBackend { Name = directory ?? "default" };
        }
    }
}
