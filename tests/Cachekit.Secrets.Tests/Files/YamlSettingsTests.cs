using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Files;

public sealed class YamlSettingsTests
{
    [Fact]
    public void MappingsListsAndScalars_AreSectionsIndexesAndText()
    {
        var values = Parse("""
            # a comment
            server:
              ports: [80, 0x1F]
              hosts:
                - name: a
                - name: b
              empty: []
            text: "a\tb"
            plain: on
            truth: true
            number: 1_000
            nothing:
            tilde: ~
            no-value: null
            quoted: "null"
            version: 1.10
            folded: >
              one
              two
            lines: |
              one
              two
            """);

        Assert.Equal("80", values["server:ports:0"]);
        Assert.Equal("0x1F", values["server:ports:1"]);
        Assert.Equal("b", values["server:hosts:1:name"]);
        Assert.Equal("", values["server:empty"]);
        Assert.Equal("a\tb", values["text"]);
        Assert.Equal("on", values["plain"]);
        Assert.Equal("true", values["truth"]);
        Assert.Equal("1_000", values["number"]);
        Assert.Null(values["nothing"]);
        Assert.Null(values["tilde"]);
        Assert.Null(values["no-value"]);
        Assert.Equal("null", values["quoted"]);
        Assert.Equal("1.10", values["version"]);
        Assert.Equal("one two\n", values["folded"]);
        Assert.Equal("one\ntwo", values["lines"]);
    }

    [Fact]
    public void AnchorsAliasesAndMergeKeys_Work()
    {
        var values = Parse("""
            base: &base { host: h, port: 1 }
            other: &other { port: 2, extra: x }
            one:
              <<: *base
              port: 9
            two:
              <<: [*base, *other]
            copy: *base
            """);

        Assert.Equal("h 9", $"{values["one:host"]} {values["one:port"]}");
        Assert.Equal("h 1 x", $"{values["two:host"]} {values["two:port"]} {values["two:extra"]}");
        Assert.Equal("h", values["copy:host"]);
        Assert.DoesNotContain(values.Keys, key => key.Contains("<<", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a comment\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    public void AFileWithoutContent_HasNoKeys(string text) => Assert.Empty(Parse(text));

    [Theory]
    [InlineData("a: v4lu3\n---\nb: 1", 3, "second document")]
    [InlineData("a: v4lu3\na: 2", 2, "there already")]
    [InlineData("Port: v4lu3\nport: 2", 2, "there already")]
    [InlineData("- v4lu3", 1, "mapping at the top")]
    [InlineData("v4lu3", 1, "mapping at the top")]
    [InlineData("a: \"v4lu3", 1, "no YAML")]
    [InlineData("a: [v4lu3\nb: 1", 2, "no YAML")]
    [InlineData("a: v4lu3\n  b: 1", 2, "no YAML")]
    [InlineData("a: *none", 1, "no anchor")]
    [InlineData("a: !secret v4lu3", 1, "tag")]
    [InlineData("? [v4lu3]\n: b", 1, "Keys of settings are texts")]
    [InlineData("a:\n  <<: v4lu3", 2, "merge key")]
    [InlineData("a: &a [*a]", 1, "leads back to itself")]
    [InlineData("a: &a { <<: *a }", 1, "lead back to themselves")]
    public void AFileThatIsWrong_IsNamedWithItsPlaceAndWithoutItsValues(string text, int line, string expected)
    {
        var error = Assert.Throws<SecretsException>(() => Parse(text));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains(expected, error.Message);
        Assert.StartsWith($"'settings.yaml', line {line}, column ", error.Message);
        Assert.DoesNotContain("v4lu3", error.ToString());
    }

    [Fact]
    public void AliasesThatMakeMillionsOfValues_AreRefused()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("more than", Assert.Throws<SecretsException>(() => Parse(text)).Message);
    }

    [Fact]
    public void YamlFiles_AreAddedLikeJsonFiles()
    {
        using var folder = new TempFolder();
        folder.Write("settings.yaml", "Logging:\n  LogLevel:\n    Default: Debug\n");

        var configuration = new ConfigurationBuilder().SetBasePath(folder.Path).AddYamlFile("settings.yaml").AddYamlFile("missing.yaml", optional: true).Build();

        Assert.Equal("Debug", configuration["Logging:LogLevel:Default"]);
        Assert.Throws<FileNotFoundException>(() => new ConfigurationBuilder().SetBasePath(folder.Path).AddYamlFile("missing.yaml").Build());
    }

    private static Dictionary<string, string?> Parse(string text) => YamlSettings.Parse(text, "settings.yaml");
}
