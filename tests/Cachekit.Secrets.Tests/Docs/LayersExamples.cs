using Cachekit.Secrets.Tests.Files;
using Cachekit.Secrets.Tests.Layers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.FeatureManagement;

namespace Cachekit.Secrets.Tests.Docs;

/// <summary>What the guides show of layers, files and flags.</summary>
public sealed class LayersExamples : IDisposable
{
    private readonly TempFolder _folder = new();

    // <flags-enum>
    public enum Feature
    {
        NewCheckout,
        DarkMode,
    }
    // </flags-enum>

    [Fact]
    public void Layers_AreAddedToAHost()
    {
        var store = new CountingStore { Values = { ["Database:Password"] = "s3cret" } };
        _folder.Write("settings.toml", "[Database]\nHost = \"localhost\"\nPassword = \"dev\"");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });

        // <layers-add>
        builder.AddSettingsLayers(layers => layers
            .Defaults([new("Database:PoolSize", "10")])
            .Secrets(secrets => secrets.AddSecretStore(store)));
        // </layers-add>

        // <layers-explain>
        Console.WriteLine(builder.Configuration.Explain("Database:Password"));
        // Database:Password = ********, from store, over settings.toml
        Console.WriteLine(builder.Configuration.Explain(showValues: true));
        // </layers-explain>
        Assert.Equal("s3cret", builder.Configuration["Database:Password"]);
        Assert.Equal("10", builder.Configuration["Database:PoolSize"]);
        Assert.Equal("Database:Password = ********, from store, over settings.toml", builder.Configuration.Explain("Database:Password").ToString());
    }

    [Fact]
    public void Layers_TellStoresWhereTheyAre()
    {
        _folder.Write("secrets/Database__Password", "s3cret");
        _folder.Write("settings.toml", "[Secrets]\nFolder = \"secrets\"");
        var configuration = new ConfigurationBuilder().SetBasePath(_folder.Path);

        // <layers-secrets>
        configuration.AddSettingsLayers("Production", layers => layers
            .Secrets((secrets, settings) => secrets.AddSecretFiles(settings["Secrets:Folder"] ?? "/run/secrets")));
        // </layers-secrets>

        Assert.Equal("s3cret", configuration.Build()["Database:Password"]);
    }

    [Fact]
    public void SecretFilesAndDotEnv_AreAddedAlone()
    {
        var folder = _folder.PathOf("secrets");
        _folder.Write("secrets/Database__Password", "s3cret\n");
        _folder.Write(".env", "HOST=db\nDatabase__Url=\"postgres://${HOST}/shop\"");
        IConfigurationBuilder configuration = new ConfigurationBuilder().SetBasePath(_folder.Path);

        // <files-env>
        configuration.AddDotEnv(".env", options => options.EnvironmentName = "Production");
        // </files-env>
        // <files-secrets>
        configuration.AddSecretFiles(folder, options => options.AllowWorldReadable = true);
        // </files-secrets>
        // <files-toml>
        configuration.AddTomlFile("more.toml", optional: true, reloadOnChange: true);
        configuration.AddYamlFile("more.yaml", optional: true, reloadOnChange: true);
        // </files-toml>

        using var built = (ConfigurationRoot)configuration.Build();
        Assert.Equal("s3cret", built["Database:Password"]);
        Assert.Equal("postgres://db/shop", built["Database:Url"]);
    }

    [Fact]
    public async Task Flags_AreAskedForByTheirEnum()
    {
        _folder.Write("settings.toml", "[FeatureManagement]\nNewCheckout = true\nDarkMode = \"off\"");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });

        // <flags-add>
        builder.AddSettingsLayers();
        builder.Services.AddFeatureFlags(configure: flags => flags.Require<Feature>());
        // </flags-add>

        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var features = host.Services.GetRequiredService<IVariantFeatureManager>();
        var shown = "";

        // <flags-ask>
        if (await features.IsEnabledAsync(Feature.NewCheckout))
        {
            shown = "the new checkout";
        }
        // </flags-ask>

        Assert.Equal("the new checkout", shown);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();
}
