using Cachekit.Secrets.Tests.Files;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Layers;

public sealed class ExplainTests : IDisposable
{
    private const string Value = "v4lu3-that-must-not-show";

    private readonly TempFolder _folder = new();

    [Fact]
    public void EveryValue_IsMasked()
    {
        using var configuration = Build();

        var explanation = configuration.Explain();

        Assert.All(explanation, setting => Assert.True(setting.Value is null or "" or SecretMask.Text));
        Assert.DoesNotContain(Value, explanation.ToString());
        Assert.DoesNotContain("plain", explanation.ToString());
        Assert.DoesNotContain("plain", configuration.Explain("Shop:Name").ToString());
    }

    [Fact]
    public void ShownValues_AreThoseThatAreNoSecrets()
    {
        using var configuration = Build();

        var explanation = configuration.Explain(showValues: true);

        Assert.Equal("plain", Of(explanation, "Shop:Name").Value);
        Assert.False(Of(explanation, "Shop:Name").IsMasked);
        Assert.DoesNotContain(Value, explanation.ToString());
        Assert.Equal(SecretMask.Text, Of(explanation, "Shop:Inner").Value);
        Assert.Equal("", Of(explanation, "Shop:Empty").Value);
        Assert.Null(Of(explanation, "Shop:Nothing").Value);
        Assert.Equal("plain", configuration.Explain("shop:name", showValues: true).Value);
    }

    [Fact]
    public void LayersOfOthers_HaveNames()
    {
        using var configuration = Build();

        Assert.Equal(
            ["store", "environment variables CACHEKIT_NONE_*", "memory", ".env", "settings.toml", "appsettings.json"],
            configuration.Explain().Layers.Select(layer => layer.Name));
        Assert.Equal("memory", configuration.Explain("Shop:Name").Layer);
        Assert.Equal(["settings.toml", "appsettings.json"], configuration.Explain("Shop:Name").Overridden);
    }

    [Fact]
    public void AnExplanation_IsATable()
    {
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["A:10"] = "x", ["A:9"] = "y", ["B"] = "" })
            .AddSecretStore(new CountingStore("Vault app") { Values = { ["A:9"] = Value } })
            .Build();

        Assert.Equal(
            """
            KEY   VALUE     FROM       OVER
            A:9   ********  Vault app  memory
            A:10  x         memory
            B     (empty)   memory

            LAYER (HIGHEST FIRST)  KEYS  WINS  PROBLEM
            Vault app              1     1
            memory                 3     2

            """,
            configuration.Explain(showValues: true).ToString(),
            ignoreLineEndingDifferences: true);
        Assert.Equal("A:9 = ********, from Vault app, over memory", configuration.Explain("A:9").ToString());
    }

    [Fact]
    public void KeysWithoutAValue_AreExplainedToo()
    {
        using var configuration = Build();

        Assert.Equal("Shop (not set): a section with Empty, Inner, Name, Nothing, Url", configuration.Explain("Shop").ToString());
        Assert.StartsWith("Shop:Nmae (not set): no layer has it (store, ", configuration.Explain("Shop:Nmae").ToString());
        Assert.Null(configuration.Explain("Shop:Nmae").Layer);
    }

    [Fact]
    public void ConfigurationsInConfigurations_AreLookedInto()
    {
        using var inner = Build();
        var section = inner.GetSection("Shop");
        var outer = new ConfigurationBuilder().AddConfiguration(inner).AddConfiguration(section).Build();

        Assert.Equal("memory", outer.Explain("Shop:Name").Layer);
        Assert.Equal("a section of another configuration", outer.Explain("Name").Layer);
        Assert.Throws<ArgumentException>(() => section.Explain());
    }

    [Fact]
    public void AStoreThatCannotBeRead_SaysSo()
    {
        var store = new CountingStore { Failure = new SecretsException(SecretsErrorCode.UnknownError, "Away for a while.") };
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddSecretStore(store, options => options.Optional = true).Build();

        Assert.Equal("Away for a while.", Assert.Single(configuration.Explain().Layers).Problem);
    }

    [Theory]
    [InlineData("Database:Password", true)]
    [InlineData("DB_PWD", true)]
    [InlineData("ApiKey", true)]
    [InlineData("Api:Access_Token", true)]
    [InlineData("ConnectionStrings:Main", true)]
    [InlineData("Auth:Client-Secret", true)]
    [InlineData("Door:Pin", true)]
    [InlineData("Sentry:Dsn", true)]
    [InlineData("Shipping:Name", false)]
    [InlineData("Opinion", false)]
    [InlineData("Logging:LogLevel:Default", false)]
    public void KeysOfSecrets_AreKnown(string key, bool expected) => Assert.Equal(expected, SecretLooks.IsSecretKey(key));

    [Theory]
    [InlineData("redis://user:x@host:6379/0", true)]
    [InlineData("https://token@host/", true)]
    [InlineData("Server=h;Password=x", true)]
    [InlineData("https://host/?access_token=x", true)]
    [InlineData("-----BEGIN PRIVATE KEY-----", true)]
    [InlineData("https://host/a@b", false)]
    [InlineData("Server=h;Port=1", false)]
    [InlineData("plain", false)]
    public void ValuesWithCredentials_AreKnown(string value, bool expected) => Assert.Equal(expected, SecretLooks.IsSecretValue(value));

    public void Dispose() => _folder.Dispose();

    private static ExplainedSetting Of(SettingsExplanation explanation, string key) => explanation.Single(setting => setting.Key == key);

    private ConfigurationRoot Build()
    {
        _folder.Write("appsettings.json", $$"""{ "Shop": { "Name": "json", "Nothing": null, "Empty": "" }, "ApiKey": "{{Value}}" }""");
        _folder.Write("settings.toml", $"[Shop]\nName = \"toml\"\nUrl = \"redis://x:{Value}@h\"");
        _folder.Write(".env", $"FROM_ENV={Value}");
        return (ConfigurationRoot)new ConfigurationBuilder()
            .SetBasePath(_folder.Path)
            .AddJsonFile("appsettings.json")
            .AddTomlFile("settings.toml")
            .AddDotEnv()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Shop:Name"] = "plain" })
            .AddEnvironmentVariables("CACHEKIT_NONE_")
            .AddSecretStore(new CountingStore { Values = { ["Shop:Inner"] = Value } })
            .Build();
    }
}
