using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Files;

public sealed class DotEnvTests : IDisposable
{
    private const string Value = "v4lu3-that-must-not-show";

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _logs = new();

    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("A = some words # and a comment", "some words")]
    [InlineData("A=one#two", "one#two")]
    [InlineData("A=", "")]
    [InlineData("A=#comment", "")]
    [InlineData("A=\"x\\ty\"", "x\ty")]
    [InlineData("A='x\\ty $B'", "x\\ty $B")]
    [InlineData("A=\"first\nsecond\"", "first\nsecond")]
    [InlineData("A=1\r\nB=2\r\n", "1")]
    [InlineData("# nothing\n\nA=1\nA=2\n", "2")]
    [InlineData("A=price $5", "price $5")]
    [InlineData("A=$", "$")]
    [InlineData("A=\"a $ b\"", "a $ b")]
    [InlineData("A=\"a \\$NAME b\"", "a $NAME b")]
    [InlineData("\uFEFFA=1", "1")]
    public void Values_AreReadByTheGrammarOfDotNetEnv(string text, string expected) => Assert.Equal(expected, Build(text)["A"]);

    [Theory]
    [InlineData("HOST=h\nA=http://$HOST/", "http://h/")]
    [InlineData("HOST=h\nA=\"http://${HOST}:1/$HOST\"", "http://h:1/h")]
    [InlineData("HOST=h\nA=$HOST.example.com", "h.example.com")]
    [InlineData("HOST=h\nA='$HOST'", "$HOST")]
    [InlineData("HOST=h\nA=\"\\\\$HOST\"", "\\h")]
    [InlineData("HOST=h\nA=a $HOST # $HOST", "a h")]
    [InlineData("HOST=h\nHOST=i\nA=$HOST", "i")]
    [InlineData("HOST='$HOME'\nA=$HOST", "$HOME")]
    [InlineData("A=[$CACHEKIT_NO_SUCH_VARIABLE]", "[]")]
    [InlineData("A=$LATER\nLATER=1", "")]
    [InlineData("A=x${HOST", "x${HOST")]
    public void References_SeeTheLinesBeforeThem(string text, string expected) => Assert.Equal(expected, Build(text)["A"]);

    [Fact]
    public void References_FallBackToTheProcess()
    {
        var known = new Dictionary<string, string> { ["FROM_FILE"] = "file" };

        var pairs = DotEnvParser.Parse("A=$FROM_FILE $FROM_PROCESS", "x", known, name => $"<{name}>");

        Assert.Equal("file <FROM_PROCESS>", Assert.Single(pairs).Value);
        Assert.Equal("file <FROM_PROCESS>", known["A"]);
    }

    [Fact]
    public void FourFiles_WinOverEachOtherAndReferToEachOther()
    {
        _folder.Write(".env", "A=1\nB=1\nC=1\nD=1\nSection__Key=x");
        _folder.Write(".env.local", "B=2\nC=2\nD=2");
        _folder.Write(".env.production", "C=3\nD=3");
        _folder.Write(".env.Production.local", "D=4$B");
        _folder.Write(".env.staging", "A=no");

        using var configuration = Build(options => options.EnvironmentName = "Production");

        Assert.Equal("1 2 3 42 x", string.Join(' ', configuration["A"], configuration["B"], configuration["C"], configuration["D"], configuration["Section:Key"]));
        Assert.Equal(".env.production", configuration.Explain("C").Layer);
        Assert.Equal(SecretMask.Text, configuration.Explain("A", showValues: true).Value);
    }

    [Theory]
    [InlineData("A=1\nB=" + Value + "\"x\nC=1", 2)]
    [InlineData("A=1\n\n" + Value + "\n", 3)]
    [InlineData("A='" + Value, 1)]
    [InlineData("A=1\nB C=" + Value, 2)]
    [InlineData("A=" + Value + "\n\uFDD0", 2)]
    public void AFileThatIsWrong_IsNamedWithItsLineAndWithoutItsValues(string text, int line)
    {
        var error = Assert.Throws<SecretsException>(() => Build(text));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains($"'{_folder.PathOf(".env")}', line {line}", error.Message);
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Fact]
    public void AnEscapeThatIsNoCharacter_IsAnError()
    {
        var error = Assert.Throws<SecretsException>(() => Build($"A=\"{Value}\\777\""));

        Assert.Contains("escape", error.Message);
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Fact]
    public void AFileForEverybody_IsRefusedUntilItIsAllowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        _folder.Write(".env", "A=1", (UnixFileMode)0b110_100_100);

        Assert.Contains("DotEnvOptions.AllowWorldReadable", Assert.Throws<SecretsException>(() => Build()).Message);
        Assert.Equal("1", Build(options => options.AllowWorldReadable = true)["A"]);
    }

    [Fact]
    public void FilesThatDifferInCaseAlone_AreAnError()
    {
        _folder.Write(".env.test", "A=1");
        _folder.Write(".env.Test", "A=2");
        Assert.SkipUnless(Directory.GetFiles(_folder.Path).Length == 2, "This file system knows no case.");

        Assert.Contains("side by side", Assert.Throws<SecretsException>(() => Build(options => options.EnvironmentName = "Test")).Message);
    }

    [Fact]
    public void FilesAreFoundAbove_WhereThatIsAskedFor()
    {
        _folder.Write(".env", "A=above");
        _folder.Write("app/bin/x", "");

        Assert.Null(Build(path: "app/bin/.env")["A"]);
        Assert.Equal("above", Build(options => options.SearchUpwards = true, "app/bin/.env")["A"]);
        Assert.Contains("no '", Assert.Throws<SecretsException>(() => Build(options => options.Optional = false, "app/bin/.env")).Message);
    }

    [Fact]
    public void AChange_IsTakenWhenItHasSettled()
    {
        using var configuration = Build("A=1");
        var told = 0;
        using var listening = Microsoft.Extensions.Primitives.ChangeToken.OnChange(configuration.GetReloadToken, () => told++);

        _folder.Write(".env", "A=2");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("1", configuration["A"]);
        _folder.Write(".env", "A=3");
        _time.Advance(PolledConfigurationProvider.SettleTime);
        Assert.Equal("1", configuration["A"]);
        _time.Advance(PolledConfigurationProvider.SettleTime);

        Assert.Equal("3", configuration["A"]);
        Assert.Equal(1, told);
        _folder.Write(".env", "A=3 # the same");
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, told);
        Assert.Equal([3080], _logs.Ids);
    }

    [Fact]
    public void AFileThatBecomesWrong_LeavesTheValuesAndIsLoggedOnce()
    {
        using var configuration = Build("A=1");

        _folder.Write(".env", $"A='{Value}");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("1", configuration["A"]);
        Assert.Contains("line 1", Assert.Single(configuration.Explain().Layers).Problem);
        configuration.Reload();
        Assert.Equal("1", configuration["A"]);
        _folder.Write(".env", "A=1");
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Null(Assert.Single(configuration.Explain().Layers).Problem);
        Assert.Equal([3081, 3082], _logs.Ids);
        Assert.All(_logs.Lines, line => Assert.DoesNotContain(Value, line.Text + line.Exception));
    }

    [Fact]
    public void AListenerThatThrows_EndsNothing()
    {
        using var configuration = Build("A=1");
        using var listening = configuration.GetReloadToken().RegisterChangeCallback(_ => throw new InvalidOperationException("listener"), null);

        _folder.Write(".env", "A=2");
        _time.Advance(TimeSpan.FromSeconds(4));
        _folder.Write(".env", "A=3");
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal("3", configuration["A"]);
        Assert.Contains(3083, _logs.Ids);
    }

    [Fact]
    public void TheProcess_IsTouchedOnlyWhenThatIsAskedFor()
    {
        var name = $"CACHEKIT_TEST_{Guid.NewGuid():N}";
        var other = name + "_OTHER";
        try
        {
            Environment.SetEnvironmentVariable(other, "kept");
            using (Build($"{name}=1"))
            {
                Assert.Null(Environment.GetEnvironmentVariable(name));
            }

            using var configuration = Build($"{name}=1\n{other}=1", options => options.SetEnvironmentVariables = true);
            Assert.Equal("1", Environment.GetEnvironmentVariable(name));
            _folder.Write(".env", $"{name}=2\n{other}=2");
            _time.Advance(TimeSpan.FromSeconds(4));
            Assert.Equal("2", Environment.GetEnvironmentVariable(name));
            Assert.Equal("kept", Environment.GetEnvironmentVariable(other));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
            Environment.SetEnvironmentVariable(other, null);
        }
    }

    public void Dispose() => _folder.Dispose();

    private ConfigurationRoot Build(string text, Action<DotEnvOptions>? configure = null)
    {
        _folder.Write(".env", text);
        return Build(configure);
    }

    private ConfigurationRoot Build(Action<DotEnvOptions>? configure = null, string path = ".env") => (ConfigurationRoot)new ConfigurationBuilder()
        .SetBasePath(_folder.Path)
        .AddDotEnv(path, options =>
        {
            options.TimeProvider = _time;
            options.LoggerFactory = _logs;
            configure?.Invoke(options);
        })
        .Build();
}
