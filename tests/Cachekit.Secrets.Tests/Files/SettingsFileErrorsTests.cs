using System.Text;

namespace Cachekit.Secrets.Tests.Files;

/// <summary>What is wrong with a file is said without saying what is in it.</summary>
public sealed class SettingsFileErrorsTests
{
    private const string Value = "v4lu3";

    private static readonly Dictionary<string, (string Text, Func<FileContent, object> Parse)> Formats = new()
    {
        ["toml"] = ($"a = 1\n[database]\npassword = \"{Value}\"\nurls = [\"{Value}\", {{ x = '{Value}' }}]\n", file => TomlSettings.Parse(file.Text(), file.Path)),
        ["yaml"] = ($"a: 1\ndatabase:\n  password: {Value}\n  urls: [\"{Value}\", {{ x: '{Value}' }}]\n  text: |\n    {Value}\n", file => YamlSettings.Parse(file.Text(), file.Path)),
        ["json"] = ($"{{ \"a\": 1, \"database\": {{ \"password\": \"{Value}\", \"urls\": [\"{Value}\", {{ \"x\": \"{Value}\" }}] }} }}", JsonSettings.Parse),
        ["ini"] = ($"a = 1\n[database]\npassword = {Value}\n; {Value}\n", IniSettings.Parse),
        ["env"] = ($"A=1\nexport DATABASE__PASSWORD=\"{Value}\"\nB='{Value}' # {Value}\nC={Value}$A\n", file => DotEnvParser.Parse(file.Text(), file.Path, [], _ => null)),
    };

    public static TheoryData<string> Names => [.. Formats.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AFileWithACharacterTooManyOrTooFew_IsReadOrRefusedWithoutItsValues(string format)
    {
        var (text, parse) = Formats[format];
        parse(Content(text));
        var refused = 0;
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var damaged in new[] { text.Remove(at, 1), text.Insert(at, "\""), text.Insert(at, "["), text.Insert(at, "\n"), text.Insert(at, "\\"), text.Insert(at, "="), text[..at], text.Insert(at, text[..at]) })
            {
                try
                {
                    parse(Content(damaged));
                }
                catch (SecretsException error)
                {
                    refused++;
                    Assert.DoesNotContain(Value, error.ToString());
                    Assert.StartsWith("'file'", error.Message);
                }
            }
        }

        Assert.True(refused > 20, $"Only {refused} of the files were refused.");
    }

    [Theory]
    [InlineData("{ \"a\": 1,\n  \"b\" 2 }", "line 2, column 7")]
    [InlineData("[1]", "'file'")]
    [InlineData("{ \"a\": 1, \"A\": 2 }", "'file'")]
    [InlineData("", "line 1")]
    public void JsonThatIsWrong_IsNamedWithItsPlace(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<SecretsException>(() => JsonSettings.Parse(Content(text))).Message);

    [Fact]
    public void IniThatIsWrong_IsNamedWithItsLine()
    {
        Assert.Contains("line 3", Assert.Throws<SecretsException>(() => IniSettings.Parse(Content($"; c\n[s]\n{Value}\n"))).Message);
        Assert.Contains("'file'", Assert.Throws<SecretsException>(() => IniSettings.Parse(Content("a=1\nA=2"))).Message);
    }

    [Fact]
    public void BytesThatAreNoText_AreNamed() =>
        Assert.Contains("UTF-8", Assert.Throws<SecretsException>(() => new FileContent("file", [0xFF, 0xC0]).Text()).Message);

    private static FileContent Content(string text) => new("file", Encoding.UTF8.GetBytes(text));
}
