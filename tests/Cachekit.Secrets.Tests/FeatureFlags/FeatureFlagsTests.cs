using Cachekit.Secrets.Tests.Files;
using Cachekit.Secrets.Tests.Layers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;

namespace Cachekit.Secrets.Tests.FeatureFlags;

public sealed class FeatureFlagsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CountingStore _store = new();

    internal enum Flag
    {
        NewCheckout,
        DarkMode,
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("Yes", true)]
    [InlineData(" on ", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("off", false)]
    public async Task EveryTruthValue_TurnsAFlagOnOrOffInBothSchemas(string text, bool expected)
    {
        var settings = new Dictionary<string, string?>
        {
            ["FeatureManagement:Plain"] = text,
            ["featuremanagement:Nested:EnabledFor"] = text,
            ["feature_management:feature_flags:0:id"] = "Schema",
            ["feature_management:feature_flags:0:enabled"] = text,
        };
        await using var services = new ServiceCollection().AddFeatureFlags(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Services.BuildServiceProvider();
        var features = services.GetRequiredService<IVariantFeatureManager>();

        Assert.Equal(expected, await features.IsEnabledAsync("Plain"));
        Assert.Equal(expected, await features.IsEnabledAsync("Nested"));
        Assert.Equal(expected, await features.IsEnabledAsync("Schema"));
    }

    [Fact]
    public async Task AFlagThatBecomesNeither_IsOffInBothSchemas()
    {
        var settings = new Dictionary<string, string?>
        {
            ["FeatureManagement:Plain"] = "true",
            ["feature_management:feature_flags:0:id"] = "Schema",
            ["feature_management:feature_flags:0:enabled"] = "true",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddFeatureFlags(configuration).Services.BuildServiceProvider();
        var features = services.GetRequiredService<IVariantFeatureManager>();
        Assert.True(await features.IsEnabledAsync("Plain"));
        Assert.True(await features.IsEnabledAsync("Schema"));

        configuration["FeatureManagement:Plain"] = "maybe";
        configuration["feature_management:feature_flags:0:enabled"] = "maybe";
        configuration.Reload();

        Assert.False(await features.IsEnabledAsync("Plain"));
        Assert.False(await features.IsEnabledAsync("Schema"));
    }

    [Fact]
    public async Task AKeyOutsideOfItsSections_IsNoFlag()
    {
        var settings = new Dictionary<string, string?> { ["DEBUG"] = "true" };
        await using var services = new ServiceCollection().AddFeatureFlags(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Services.BuildServiceProvider();

        Assert.False(await services.GetRequiredService<IFeatureManager>().IsEnabledAsync("DEBUG"));
    }

    [Fact]
    public async Task AFlagInAFile_ChangesInARunningHost()
    {
        _folder.Write("settings.toml", "[FeatureManagement]\nNewCheckout = false\nDarkMode = \"on\"");
        using var host = await StartAsync(flags => flags.Require<Flag>());
        var features = host.Services.GetRequiredService<IVariantFeatureManager>();
        Assert.False(await features.IsEnabledAsync(Flag.NewCheckout));
        Assert.True(await features.IsEnabledAsync(Flag.DarkMode));

        _folder.Write("settings.toml", "[FeatureManagement]\nNewCheckout = 1\nDarkMode = \"off\"");
        _time.Advance(TimeSpan.FromSeconds(2) + PolledConfigurationProvider.SettleTime);

        Assert.True(await features.IsEnabledAsync(Flag.NewCheckout));
        Assert.False(await host.Services.GetRequiredService<IFeatureManager>().IsEnabledAsync(Flag.DarkMode));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AFlagInAStore_ChangesInARunningHost()
    {
        _folder.Write("settings.toml", "[FeatureManagement]\nNewCheckout = false");
        using var host = await StartAsync();
        var features = host.Services.GetRequiredService<IVariantFeatureManager>();
        Assert.False(await features.IsEnabledAsync("NewCheckout"));

        _store.Values["FeatureManagement:NewCheckout"] = "yes";
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.True(await features.IsEnabledAsync("NewCheckout"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Filters_AreConfiguredInFiles()
    {
        _folder.Write("settings.toml", """
            [FeatureManagement]
            Everybody.EnabledFor = [{ Name = "Microsoft.Percentage", Parameters = { Value = 100 } }]
            Nobody.EnabledFor = [{ Name = "Microsoft.Percentage", Parameters = { Value = 0 } }]
            Sale.EnabledFor = [{ Name = "Microsoft.TimeWindow", Parameters = { Start = "2026-01-01T00:00:00Z", End = "2026-01-01T01:00:00Z" } }]
            """);
        using var host = await StartAsync();
        var features = host.Services.GetRequiredService<IVariantFeatureManager>();

        Assert.True(await features.IsEnabledAsync("Everybody"));
        Assert.False(await features.IsEnabledAsync("Nobody"));
        Assert.True(await features.IsEnabledAsync("Sale"));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.False(await features.IsEnabledAsync("Sale"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FlagsThatAreMissingOrNeitherOnNorOff_StopTheStartAllAtOnce()
    {
        _folder.Write("settings.toml", "[FeatureManagement]\nNewCheckuot = true\nOther = \"v4lu3\"\n[[feature_management.feature_flags]]\nid = \"Third\"\nenabled = \"maybe\"");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(flags => flags.Require<Flag>().Require("Third")));

        Assert.Equal(4, error.Failures.Count());
        Assert.Contains("'NewCheckout' is required", error.Message);
        Assert.Contains("'DarkMode' is required", error.Message);
        Assert.Contains("'Other' is neither on nor off", error.Message);
        Assert.Contains("feature_management:feature_flags:0:enabled", error.Message);
        Assert.DoesNotContain("v4lu3", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IHost> StartAsync(Action<FeatureFlagOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        builder.AddSettingsLayers(layers =>
        {
            layers.TimeProvider = _time;
            layers.Secrets(secrets => secrets.AddSecretStore(_store, options => options.TimeProvider = _time));
        });
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddFeatureFlags(configure: configure);
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
