using Cachekit.Secrets.Tests.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets.Tests.Layers;

public sealed class SettingsLayersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _logs = new();
    private readonly string _prefix = $"CACHEKIT{Guid.NewGuid():N}_";
    private readonly List<string> _variables = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheOrderOfLayers_IsFixedWhateverTheOrderOfCalls(bool backwards)
    {
        _folder.Write("settings.toml", "A = 2\nB = 2\nC = 2\nD = 2\nE = 2\nF = 2");
        _folder.Write("settings.production.yaml", "B: 3\nC: 3\nD: 3\nE: 3\nF: 3");
        _folder.Write(".env", "C=4\nD=4\nE=4\nF=4");
        Variable("F", "7");
        var first = new CountingStore("first") { Values = { ["D"] = "5", ["E"] = "5", ["F"] = "5" } };
        var second = new CountingStore("second") { Values = { ["E"] = "6", ["F"] = "6" } };
        Action<SettingsLayers>[] calls =
        [
            layers => layers.Defaults([new("A", "1"), new("Z", "1")]),
            layers => layers.Secrets(secrets => secrets.AddSecretStore(first).AddSecretStore(second)),
            layers => layers.EnvironmentVariablesPrefix = _prefix,
        ];

        using var configuration = Build("Production", layers => Array.ForEach(backwards ? [.. calls.Reverse()] : calls, call => call(layers)));

        Assert.Equal("1234567", string.Concat("ZABCDEF".Select(key => configuration[key.ToString()])));
        Assert.Equal(
            [$"environment variables {_prefix}*", "second", "first", ".env", "settings.production.yaml", "settings.toml", "defaults"],
            configuration.Explain().Layers.Select(layer => layer.Name));
        Assert.Equal(["second", "first", ".env", "settings.production.yaml", "settings.toml"], configuration.Explain("F").Overridden);
    }

    [Theory]
    [InlineData("settings.toml", "a.b = 1")]
    [InlineData("settings.yaml", "a:\n  b: 1")]
    [InlineData("settings.yml", "a: { b: 1 }")]
    [InlineData("settings.json", "{ \"a\": { \"b\": 1 } /* c */ }")]
    [InlineData("settings.ini", "[a]\nb = 1")]
    [InlineData("Settings.STAGING.toml", "a.b = 1")]
    public void EveryFormat_IsRead(string file, string text)
    {
        _folder.Write(file, text);

        using var configuration = Build("Staging");

        Assert.Equal("1", configuration["a:b"]);
        Assert.Equal(file, configuration.Explain("a:b").Layer);
    }

    [Theory]
    [InlineData("settings.toml", "settings.json")]
    [InlineData("settings.yaml", "settings.yml")]
    [InlineData("settings.production.toml", "settings.Production.ini")]
    public void TwoFilesOfOneLayer_AreAnErrorThatNamesBoth(string first, string second)
    {
        _folder.Write(first, "");
        _folder.Write(second, "");

        var error = Assert.Throws<SecretsException>(() => Build("Production"));

        Assert.Contains($"'{_folder.PathOf(first)}'", error.Message);
        Assert.Contains($"'{_folder.PathOf(second)}'", error.Message);
    }

    [Fact]
    public void FilesThatComeGoAndChangeTheirFormat_AreFollowed()
    {
        using var configuration = Build("Production");
        Assert.Null(configuration["a"]);

        _folder.Write("settings.production.toml", "a = 1");
        Settle();
        Assert.Equal("1", configuration["a"]);
        File.Delete(_folder.PathOf("settings.production.toml"));
        _folder.Write("settings.production.json", "{ \"a\": 2 }");
        Settle();
        Assert.Equal("2", configuration["a"]);
        _folder.Write("settings.production.toml", "a = 3");
        Settle();
        Assert.Equal("2", configuration["a"]);
        Assert.Contains("side by side", configuration.Explain().Layers.Single(layer => layer.Problem is not null).Problem);
        File.Delete(_folder.PathOf("settings.production.json"));
        Settle();
        Assert.Equal("3", configuration["a"]);
        File.Delete(_folder.PathOf("settings.production.toml"));
        Settle();
        Assert.Null(configuration["a"]);
    }

    [Fact]
    public void AFileInAVolumeOfKubernetes_IsFollowedThroughItsLinks()
    {
        var volume = new SecretVolume(_folder.PathOf("config"));
        volume.Publish(new Dictionary<string, string> { ["settings.toml"] = "a = 1" });
        using var configuration = Build("Production", layers => layers.BasePath = volume.Path);

        volume.Publish(new Dictionary<string, string> { ["settings.toml"] = "a = 2" });
        Settle();

        Assert.Equal("2", configuration["a"]);
    }

    [Fact]
    public void AStore_CanBeReachedBySettingsOfAllOtherLayers()
    {
        _folder.Write("settings.toml", "[vault]\naddress = \"file\"\nrole = \"app\"");
        Variable("vault__address", "environment");
        var seen = "";

        using var configuration = Build("Production", layers =>
        {
            layers.EnvironmentVariablesPrefix = _prefix;
            layers.Secrets((secrets, settings) =>
            {
                seen = $"{settings["vault:address"]} {settings["vault:role"]}";
                secrets.AddSecretStore(new CountingStore { Values = { ["a"] = "1" } });
            });
        });

        Assert.Equal("environment app", seen);
        Assert.Equal("1", configuration["a"]);
    }

    [Fact]
    public void WrongOptions_AreToldAllAtOnce()
    {
        var error = Assert.Throws<CacheConfigurationException>(() => Build("../x", layers =>
        {
            layers.FileName = "*";
            layers.PollInterval = TimeSpan.Zero;
            layers.BasePath = "";
        }));

        Assert.Equal(4, error.Problems.Count);
        Assert.Throws<NotSupportedException>(() => Build("x", layers => layers.Secrets(secrets => secrets.Build())));
    }

    [Fact]
    public void WithoutFiles_ThereIsNothingToComplainAbout()
    {
        using var configuration = Build("Production", layers =>
        {
            layers.UseDotEnv = false;
            layers.BasePath = _folder.PathOf("missing");
            layers.EnvironmentVariablesPrefix = _prefix;
        });

        Assert.Empty(configuration.GetChildren());
    }

    [Fact]
    public void AHost_ReadsEachStoreOnceAndDisposesOfItOnce()
    {
        var store = new CountingStore { Values = { ["a"] = "secret" } };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path, EnvironmentName = "Staging" });
        builder.Configuration.AddCommandLine(["--fromArguments=1", "--a=arguments"]);
        _folder.Write("settings.staging.toml", "b = 1");

        builder.AddSettingsLayers(layers => layers.Secrets(secrets => secrets.AddSecretStore(store, options => options.TimeProvider = _time)));
        Assert.Equal(1, store.Reads);

        // Both make the configuration build all its sources anew.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource());
        builder.Configuration.SetBasePath(_folder.Path);
        using (var host = builder.Build())
        {
            Assert.Equal(1, store.Reads);
            Assert.Equal(0, store.Disposals);
            Assert.Equal("arguments", builder.Configuration["a"]);
            Assert.Equal("1", builder.Configuration["b"]);
            Assert.Equal("command line", builder.Configuration.Explain("a").Layer);
            Assert.Equal(["store"], builder.Configuration.Explain("a").Overridden);

            store.Values["new"] = "1";
            _time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(2, store.Reads);
            Assert.Equal("1", builder.Configuration["new"]);
        }

        Assert.Equal(1, store.Disposals);
    }

    [Fact]
    public void AStoreThatIsBuiltAnew_KeepsTheTimeOfItsNextRead()
    {
        var store = new CountingStore { Values = { ["a"] = "1" } };
        using var configuration = new ConfigurationManager();
        configuration.AddSecretStore(store, options => options.TimeProvider = _time);

        _time.Advance(TimeSpan.FromMinutes(4));
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource());
        store.Values["a"] = "2";
        Assert.Equal("1", configuration["a"]);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("2", configuration["a"]);
        Assert.Equal(2, store.Reads);
        ((IConfigurationRoot)configuration).Reload();
        Assert.Equal(3, store.Reads);
    }

    [Fact]
    public void TwoHostsOfOneBuilder_ShareTheStore()
    {
        var store = new CountingStore { Values = { ["a"] = "1" } };
        var builder = new ConfigurationBuilder().AddSecretStore(store, options => options.TimeProvider = _time);

        var first = (ConfigurationRoot)builder.Build();
        var second = (ConfigurationRoot)builder.Build();
        first.Dispose();
        Assert.Equal(0, store.Disposals);
        store.Values["a"] = "2";
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("2", second["a"]);
        second.Dispose();
        Assert.Equal(1, store.Disposals);
        Assert.Contains("Add a new store", Assert.Throws<SecretsException>(() => builder.Build()).Message);
    }

    [Fact]
    public void AStoreWithoutAnythingToDisposeOf_CanBeBuiltAgain()
    {
        _folder.Write("secrets/a", "1");
        var builder = new ConfigurationBuilder().SetBasePath(_folder.Path).AddSecretFiles("secrets");

        using (var first = (ConfigurationRoot)builder.Build())
        {
            Assert.Equal("1", first["a"]);
        }

        _folder.Write("secrets/a", "2");
        using var second = (ConfigurationRoot)builder.Build();
        Assert.Equal("2", second["a"]);
    }

    [Theory]
    [InlineData("settings.toml")]
    [InlineData(".env")]
    [InlineData("store")]
    public async Task LogLevels_ChangeInARunningHost(string layer)
    {
        var store = new CountingStore { Values = { ["other"] = "1" } };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        _folder.Write("settings.toml", "[Logging.LogLevel]\nDefault = \"Warning\"");
        builder.AddSettingsLayers(layers =>
        {
            layers.TimeProvider = _time;
            layers.Secrets(secrets => secrets.AddSecretStore(store, options => options.TimeProvider = _time));
        });
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(new RecordingProvider(_logs));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var logger = host.Services.GetService(typeof(ILoggerFactory)) is ILoggerFactory factory ? factory.CreateLogger("Shop.Orders") : throw new InvalidOperationException();
        logger.Log(LogLevel.Debug, default, "before", null, static (text, _) => text);

        switch (layer)
        {
            case "store":
                store.Values["Logging:LogLevel:Shop"] = "Debug";
                _time.Advance(TimeSpan.FromMinutes(5));
                break;
            case ".env":
                _folder.Write(".env", "Logging__LogLevel__Shop=Debug");
                Settle();
                break;
            default:
                _folder.Write("settings.toml", "[Logging.LogLevel]\nDefault = \"Debug\"");
                Settle();
                break;
        }

        logger.Log(LogLevel.Debug, default, "after", null, static (text, _) => text);
        Assert.Equal(["after"], _logs.Lines.Select(line => line.Text).Where(text => text is "before" or "after"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        _folder.Dispose();
    }

    private void Variable(string name, string value)
    {
        Environment.SetEnvironmentVariable(_prefix + name, value);
        _variables.Add(_prefix + name);
    }

    private void Settle() => _time.Advance(TimeSpan.FromSeconds(2) + PolledConfigurationProvider.SettleTime);

    private ConfigurationRoot Build(string environment, Action<SettingsLayers>? configure = null) => (ConfigurationRoot)new ConfigurationBuilder()
        .SetBasePath(_folder.Path)
        .AddSettingsLayers(environment, layers =>
        {
            layers.TimeProvider = _time;
            layers.LoggerFactory = _logs;
            configure?.Invoke(layers);
        })
        .Build();

    private sealed class RecordingProvider(LogRecorder logs) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logs;

        public void Dispose()
        {
        }
    }
}
