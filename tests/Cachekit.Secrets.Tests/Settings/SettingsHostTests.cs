using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Settings;

public sealed class SettingsHostTests
{
    private static readonly (string Key, string? Value)[] Valid = [("Database:Url", "db://b"), ("Database:Password", "first-pass"), ("All:Text", "t")];

    [Fact]
    public void Settings_AreThereInEveryForm()
    {
        using var services = Services(SettingsTests.Configuration(Valid), static services => services.AddSecretSettings<DatabaseSettings>().AddSecretSettings<DatabaseSettings>());
        using var scope = services.CreateScope();

        var settings = services.GetRequiredService<DatabaseSettings>();
        Assert.Equal("first-pass", settings.Password);
        Assert.Same(settings, services.GetRequiredService<IOptions<DatabaseSettings>>().Value);
        Assert.Same(settings, services.GetRequiredService<IOptionsMonitor<DatabaseSettings>>().CurrentValue);
        Assert.Same(settings, scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<DatabaseSettings>>().Value);
    }

    [Fact]
    public void RegisteredSecrets_AreASource()
    {
        using var services = Services(
            SettingsTests.Configuration(("Database:Url", "db://b")),
            static services => services.AddSingleton(new Secrets(new Dictionary<string, string> { ["DB_PASSWORD"] = "of the secrets" })).AddSecretSettings<DatabaseSettings>());

        Assert.Equal("of the secrets", services.GetRequiredService<DatabaseSettings>().Password);
    }

    [Fact]
    public async Task HostWithMistakes_DoesNotStart_AndNamesThoseOfAllTypes()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSecretSettings<DatabaseSettings>().AddSecretSettings<AllKinds>();
        var started = new StartedService();
        builder.Services.AddHostedService(_ => started);
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<CacheConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["DatabaseSettings.Url", "DatabaseSettings.Password", "AllKinds.Text"], exception.Problems.Select(problem => problem[..problem.IndexOf(" is missing", StringComparison.Ordinal)]));
        Assert.False(started.IsStarted);
    }

    [Fact]
    public async Task HostWithoutMistakes_Starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Valid.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.Services.AddSecretSettings<DatabaseSettings>().AddSecretSettings<AllKinds>();
        var started = new StartedService();
        builder.Services.AddHostedService(_ => started);
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(started.IsStarted);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ChangedConfiguration_ReachesMonitorsAndSnapshots_AndNotWhatIsInUse()
    {
        var configuration = SettingsTests.Configuration(Valid);
        using var logs = new LogRecorder();
        using var services = Services(configuration, static services => services.AddSecretSettings<DatabaseSettings>(), logs);
        var first = services.GetRequiredService<DatabaseSettings>();
        var monitor = services.GetRequiredService<IOptionsMonitor<DatabaseSettings>>();
        var seen = new List<string>();
        using var subscription = monitor.OnChange(settings => seen.Add(settings.Password));

        configuration["Database:Password"] = "second-pass";
        configuration.Reload();
        configuration.Reload();

        Assert.Equal(["second-pass"], seen);
        Assert.Equal("second-pass", monitor.CurrentValue.Password);
        using var scope = services.CreateScope();
        Assert.Equal("second-pass", scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<DatabaseSettings>>().Value.Password);
        Assert.Same(first, services.GetRequiredService<DatabaseSettings>());
        Assert.Equal(3100, Assert.Single(logs.Lines).Id);
        Assert.DoesNotContain("second-pass", Assert.Single(logs.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ConfigurationThatBecomesWrong_IsLogged_AndTheLastSettingsStay()
    {
        var configuration = SettingsTests.Configuration(Valid);
        using var logs = new LogRecorder();
        using var services = Services(configuration, static services => services.AddSecretSettings<DatabaseSettings>(), logs);
        var monitor = services.GetRequiredService<IOptionsMonitor<DatabaseSettings>>();
        var first = monitor.CurrentValue;
        using var subscription = monitor.OnChange(_ => Assert.Fail("Nothing has changed for who uses the settings."));

        configuration["Database:PoolSize"] = "1234567";
        configuration.Reload();

        Assert.Same(first, monitor.CurrentValue);
        using var scope = services.CreateScope();
        Assert.Same(first, scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<DatabaseSettings>>().Value);
        var entry = Assert.Single(logs.Lines);
        Assert.Equal(3101, entry.Id);
        Assert.Contains("Database:PoolSize in values in memory is out of range: write 1 to 100", entry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongSettings_ThrowFromEveryForm_UntilTheyAreRight()
    {
        var configuration = SettingsTests.Configuration(("Database:Url", "db://b"));
        using var services = Services(configuration, static services => services.AddSecretSettings<DatabaseSettings>());

        Assert.Throws<CacheConfigurationException>(services.GetRequiredService<DatabaseSettings>);
        Assert.Throws<CacheConfigurationException>(() => services.GetRequiredService<IOptions<DatabaseSettings>>().Value);
        Assert.Throws<CacheConfigurationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        configuration["Database:Password"] = "now";
        Assert.Equal("now", services.GetRequiredService<DatabaseSettings>().Password);
    }

    [Fact]
    public void OptionsOfTheHost_AreAppliedToWhatWasRead()
    {
        using var services = Services(SettingsTests.Configuration(Valid), static services =>
        {
            services.AddSecretSettings<AllKinds>();
            services.Configure<AllKinds>(static settings => settings.Small = 1);
            services.PostConfigure<AllKinds>(static settings => settings.Large = settings.Small + 1);
            services.AddOptions<AllKinds>().Validate(static settings => settings.Small < 5, "Small must be below 5");
        });
        using var refused = Services(SettingsTests.Configuration(Valid), static services =>
        {
            services.AddSecretSettings<AllKinds>();
            services.AddOptions<AllKinds>().Validate(static settings => settings.Small < 5, "Small must be below 5");
        });

        Assert.Equal(2, services.GetRequiredService<AllKinds>().Large);
        Assert.Equal("AllKinds: Small must be below 5", Assert.Single(Assert.Throws<CacheConfigurationException>(refused.GetRequiredService<AllKinds>).Problems));
    }

    [Fact]
    public void NamedOptions_AreRefused()
    {
        using var services = Services(SettingsTests.Configuration(Valid), static services => services.AddSecretSettings<DatabaseSettings>());

        var exception = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptionsMonitor<DatabaseSettings>>().Get("replica"));
        Assert.Contains("without a name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnSources_ReplaceThoseOfTheHost()
    {
        using var services = Services(SettingsTests.Configuration(Valid), static services => services
            .AddSecretSettings<DatabaseSettings>()
            .AddSecretSettings<DatabaseSettings>(static _ => new SettingsSources { Variables = static name => name switch { "DB_URL" => "db://own", "DB_PASSWORD" => "own", _ => null } }));

        Assert.Equal("own", services.GetRequiredService<DatabaseSettings>().Password);
    }

    private static ServiceProvider Services(IConfiguration configuration, Action<IServiceCollection> add, LogRecorder? logs = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        if (logs is not null)
        {
            services.AddSingleton<ILoggerFactory>(logs);
        }

        add(services);
        return services.BuildServiceProvider();
    }

    private sealed class StartedService : IHostedService
    {
        public bool IsStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            IsStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
