using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Tests.Configuration;

public sealed class ConfigurationSectionTests
{
    private static readonly SettingName Limit = new("File:Limit", "CACHEKIT_LIMIT");

    private readonly Dictionary<string, string?> _variables = [];

    [Fact]
    public void Section_ComesAfterCodeAndBeforeTheEnvironment()
    {
        _variables["CACHEKIT_DEFAULT_TTL"] = "10";
        _variables["CACHEKIT_MAX_VALUE_SIZE"] = "10";
        _variables["CACHEKIT_COMPRESSION_LEVEL"] = "1";
        var options = Options(new()
        {
            ["Cachekit:DefaultTtl"] = "20",
            ["Cachekit:MaxValueSize"] = "20",
        });
        options.MaxValueSize = 30;

        var settings = SettingsResolver.Resolve(options, default);

        Assert.Equal((TimeSpan.FromSeconds(20), 30L, 1), (settings.Changeable.DefaultTtl, settings.Changeable.MaxValueSize, settings.CompressionLevel));
    }

    [Fact]
    public void EverySettingOfTheEngine_CanBeInTheSection()
    {
        var settings = SettingsResolver.Resolve(
            Options(new()
            {
                ["Cachekit:Backend"] = "none",
                ["Cachekit:DefaultTtl"] = "00:01:30",
                ["Cachekit:MaxValueSize"] = "1000",
                ["Cachekit:EnableCompression"] = "true",
                ["Cachekit:CompressionLevel"] = "9",
                ["Cachekit:Local:Enabled"] = "false",
                ["Cachekit:Local:MaxSizeMb"] = "7",
                ["Cachekit:Invalidation:PollInterval"] = "2.5",
                ["Cachekit:Encryption:MasterKey"] = MasterKeys.First,
                ["Cachekit:Encryption:PreviousMasterKeys:0"] = MasterKeys.Second,
                ["Cachekit:Encryption:FailClosed"] = "true",
                ["Cachekit:Encryption:Tenant"] = "acme",
            }),
            default);

        Assert.Null(settings.Backend);
        Assert.Equal((TimeSpan.FromSeconds(90), 1000L, 9), (settings.Changeable.DefaultTtl, settings.Changeable.MaxValueSize, settings.CompressionLevel));
        Assert.Equal((false, 7L * 1024 * 1024), (settings.LocalEnabled, settings.LocalBudget));
        Assert.Equal(TimeSpan.FromSeconds(2.5), settings.PollInterval);
        Assert.Equal((1, true, "acme"), (settings.Encryption.Keyring?.PreviousCount, settings.Encryption.FailClosed, settings.Encryption.Tenant));
    }

    [Fact]
    public void AllMistakes_AreReportedTogetherWithTheirPaths()
    {
        var options = Options(new()
        {
            ["Cachekit:Backend"] = "rediss",
            ["Cachekit:DefaultTtl"] = "soon",
            ["Cachekit:MaxValueSize"] = "-1",
            ["Cachekit:EnableCompression"] = "perhaps",
            ["Cachekit:CompressionLevel"] = "10",
            ["Cachekit:Local:Enabled"] = "2",
            ["Cachekit:Local:MaxSizeMb"] = "0",
            ["Cachekit:Invalidation:PollInterval"] = "0.05",
            ["Cachekit:Encryption:MasterKey"] = "hunter2",
            ["Cachekit:Encryption:PreviousMasterKeys:0"] = "hunter2",
            ["Cachekit:Encryption:DeploymentUuid"] = "hunter2",
            ["Cachekit:Backends:eu:Redis:Url"] = "redis://:hunter2@eu",
            ["Cachekit:Backends:us:Backend"] = "none",
        });

        var problems = Assert.Throws<CacheConfigurationException>(() => SettingsResolver.Resolve(options, default)).Problems;

        string[] paths =
        [
            "Backend", "DefaultTtl", "MaxValueSize", "EnableCompression", "CompressionLevel", "Local:Enabled", "Local:MaxSizeMb", "Invalidation:PollInterval", "Encryption:MasterKey",
            "Encryption:PreviousMasterKeys:0", "Encryption:DeploymentUuid", "Backends:eu:Backend", "Backends:us:Backend",
        ];
        Assert.Equal(paths.Length, problems.Count);
        Assert.All(paths, path => Assert.Single(problems, problem => problem.Contains("Cachekit:" + path + " ", StringComparison.Ordinal)));
        Assert.DoesNotContain(problems, problem => problem.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void SelectorsOfSectionAndEnvironment_AreNamedTogether()
    {
        _variables["CACHEKIT_FILE_CACHE_DIR"] = "/cache";
        var options = Options(new() { ["Cachekit:Memcached:Servers:0"] = "cache:11211" });

        var exception = Assert.Throws<CacheConfigurationException>(() => SettingsResolver.Resolve(options, default));

        Assert.Contains("Cachekit:Memcached:Servers:0 and CACHEKIT_FILE_CACHE_DIR are set together", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamedBackends_ComeFromTheSectionWithTheirOwnSettings()
    {
        _variables["CACHEKIT_LIMIT"] = "5";
        var options = Options(new()
        {
            ["Cachekit:Backend"] = "file",
            ["Cachekit:Backends:eu:Backend"] = "file",
            ["Cachekit:Backends:eu:File:Limit"] = "6",
            ["Cachekit:Backends:us:Backend"] = "file",
            ["Cachekit:Backends:code:Backend"] = "file",
        });
        var given = new MemoryBackend();
        options.AddBackend("code", given);
        options.AddBackend("factory", static context => new MemoryBackend { Name = context.Settings.Get(Limit)!.Value.Text });

        var settings = SettingsResolver.Resolve(options, default);

        Assert.Equal("5", settings.Backend!.Name);
        Assert.Equal(
            ["code=memory", "eu=6", "factory=5", "us=5"],
            settings.Backends.Select(static pair => $"{pair.Key}={pair.Value.Name}").Order(StringComparer.Ordinal));
        Assert.Same(given, settings.Backends["code"]);
        Assert.Equal(4, settings.OwnedBackends.Count);
        Assert.DoesNotContain(given, settings.OwnedBackends);
        Assert.Throws<ArgumentException>(() => options.AddBackend("factory", new MemoryBackend()));
    }

    [Fact]
    public void Problem_EndsTheBackendsThatWereMadeAlready()
    {
        var made = new DisposableBackend();
        var options = Options(new() { ["Cachekit:DefaultTtl"] = "no" });
        options.AddBackend("made", _ => made);

        Assert.Throws<CacheConfigurationException>(() => SettingsResolver.Resolve(options, default));

        Assert.Equal(1, made.Disposed);
    }

    [Fact]
    public void MistakeOfAFactory_EndsTheBackendsThatWereMadeAlready()
    {
        var made = new DisposableBackend();
        var options = Options([]);
        options.AddBackend("made", _ => made);
        options.AddBackend("mistake", static _ => throw new NotSupportedException("in code"));

        Assert.Throws<NotSupportedException>(() => SettingsResolver.Resolve(options, default));

        Assert.Equal(1, made.Disposed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void BlankSetting_CountsAsNotSet(string blank)
    {
        _variables["CACHEKIT_DEFAULT_TTL"] = "10";
        _variables["CACHEKIT_MAX_VALUE_SIZE"] = blank;
        _variables["CACHEKIT_BACKEND"] = blank;
        _variables["CACHEKIT_FILE_CACHE_DIR"] = blank;
        var settings = SettingsResolver.Resolve(
            Options(new() { ["Cachekit:DefaultTtl"] = blank, ["Cachekit:Backend"] = blank, ["Cachekit:Encryption:MasterKey"] = blank }), default);

        Assert.Equal((TimeSpan.FromSeconds(10), 104_857_600L), (settings.Changeable.DefaultTtl, settings.Changeable.MaxValueSize));
        Assert.Null(settings.Backend);
        Assert.Null(settings.Encryption.Keyring);
    }

    private CachekitOptions Options(Dictionary<string, string?> configuration) => new()
    {
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(configuration).Build().GetSection("Cachekit"),
        Variables = _variables.GetValueOrDefault,
        Providers = static kind => kind == "file" ? new Provider() : null,
    };

    private sealed class Provider : IBackendProvider
    {
        public string Kind => "file";

        public ICacheBackend Create(BackendProviderContext context) => new MemoryBackend { Name = context.Settings.Get(Limit)?.Text ?? "default" };
    }
}
