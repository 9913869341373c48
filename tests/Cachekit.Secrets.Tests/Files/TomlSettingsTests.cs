using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Files;

public sealed class TomlSettingsTests
{
    [Fact]
    public void EveryKindOfValue_IsTextThatDotNetReads()
    {
        var values = Parse("""
            text = "a\tb"
            raw = 'C:\x'
            lines = '''
            one
            two'''
            number = 1_000
            hex = 0xFF
            negative = -7
            ratio = 1_000.50
            plus = +1.5e3
            infinite = -inf
            on = true
            moment = 1979-05-27T07:32:00Z
            day = 1979-05-27
            empty = []
            "quoted key".dotted = 1
            """);

        Assert.Equal("a\tb", values["text"]);
        Assert.Equal(@"C:\x", values["raw"]);
        Assert.Equal("one\ntwo", values["lines"]);
        Assert.Equal("1000", values["number"]);
        Assert.Equal("255", values["hex"]);
        Assert.Equal("-7", values["negative"]);
        Assert.Equal("1000.50", values["ratio"]);
        Assert.Equal("1.5e3", values["plus"]);
        Assert.True(double.IsNegativeInfinity(double.Parse(values["infinite"]!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("true", values["on"]);
        Assert.Equal("1979-05-27T07:32:00Z", values["moment"]);
        Assert.Equal("1979-05-27", values["day"]);
        Assert.Equal("", values["empty"]);
        Assert.Equal("1", values["quoted key:dotted"]);
    }

    [Fact]
    public void TablesListsAndListsOfTables_AreSections()
    {
        var values = Parse("""
            [server]
            ports = [80, [443, 8443], { name = "x", value = 1 }]
            tls.versions.min = "1.2"

            [[users]]
            name = "a"
            [[users.roles]]
            id = 1
            [[users.roles]]
            id = 2
            [users.roles.limits]
            max = 9

            [[users]]
            name = "b"
            [users.home]
            city = "c"
            """);

        Assert.Equal(
            [
                "server:ports:0=80", "server:ports:1:0=443", "server:ports:1:1=8443", "server:ports:2:name=x", "server:ports:2:value=1", "server:tls:versions:min=1.2",
                "users:0:name=a", "users:0:roles:0:id=1", "users:0:roles:1:id=2", "users:0:roles:1:limits:max=9", "users:1:home:city=c", "users:1:name=b",
            ],
            values.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a = 1\npassword = v4lu3", 2, 12, "no TOML")]
    [InlineData("a = \"v4lu3\nb = 1", 1, 11, "no TOML")]
    [InlineData("a = \"v4lu3\"\na = \"v4lu3\"", 2, 1, "there already")]
    [InlineData("[t]\na = 1\n[t]\nb = \"v4lu3\"", 3, 1, "there already")]
    [InlineData("Port = \"v4lu3\"\nport = 1", 2, 8, "without case")]
    [InlineData("a = [1, 2", 1, 10, "no TOML")]
    public void AFileThatIsWrong_IsNamedWithItsPlaceAndWithoutItsValues(string text, int line, int column, string expected)
    {
        var error = Assert.Throws<SecretsException>(() => Parse(text));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains(expected, error.Message);
        Assert.StartsWith($"'settings.toml', line {line}, column {column}: ", error.Message);
        Assert.DoesNotContain("v4lu3", error.ToString());
    }

    [Fact]
    public void TomlFiles_AreAddedLikeJsonFiles()
    {
        using var folder = new TempFolder();
        folder.Write("settings.toml", "[Logging.LogLevel]\nDefault = \"Debug\"");
        folder.Write("wrong.toml", "a = v4lu3");

        var configuration = new ConfigurationBuilder().SetBasePath(folder.Path).AddTomlFile("settings.toml").AddTomlFile("missing.toml", optional: true).Build();

        Assert.Equal("Debug", configuration["Logging:LogLevel:Default"]);
        Assert.Throws<FileNotFoundException>(() => new ConfigurationBuilder().SetBasePath(folder.Path).AddTomlFile("missing.toml").Build());
        var error = Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().SetBasePath(folder.Path).AddTomlFile("wrong.toml").Build());
        Assert.StartsWith($"'{folder.PathOf("wrong.toml")}', line 1", error.InnerException!.Message);
        Assert.DoesNotContain("v4lu3", error.ToString());
    }

    [Fact]
    public void AFileThatBecomesWrong_LeavesTheValuesAndIsTold()
    {
        using var folder = new TempFolder();
        var path = folder.Write("settings.toml", "a = 1");
        var told = new List<Exception>();
        var configuration = new ConfigurationBuilder().SetBasePath(folder.Path)
            .AddTomlFile(source =>
            {
                source.Path = "settings.toml";
                source.OnLoadException = context => told.Add(context.Exception);
            })
            .Build();

        File.WriteAllText(path, "a = wrong");
        configuration.Reload();

        Assert.Equal("1", configuration["a"]);
        Assert.IsType<SecretsException>(Assert.Single(told));
        Assert.Contains("line 1", Assert.Single(configuration.Explain().Layers).Problem);
    }

    [Fact]
    public async Task AWatchedFile_IsReadAgain()
    {
        using var folder = new TempFolder();
        folder.Write("settings.toml", "a = 1");
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder().SetBasePath(folder.Path)
            .AddTomlFile(source =>
            {
                source.Path = "settings.toml";
                source.ReloadOnChange = true;
                source.ReloadDelay = 0;
            })
            .Build();
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = Microsoft.Extensions.Primitives.ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (configuration["a"] == "2")
            {
                changed.TrySetResult();
            }
        });

        folder.Write("settings.toml", "a = 2");
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal("2", configuration["a"]);
    }

    private static Dictionary<string, string?> Parse(string text) => TomlSettings.Parse(text, "settings.toml");
}
