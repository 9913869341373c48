using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Files;

public sealed class SecretFilesTests : IDisposable
{
    private const string Value = "v4lu3-that-must-not-show";
    private const UnixFileMode ForAll = (UnixFileMode)0b100_100_100;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _logs = new();

    [Fact]
    public void FilesOfDocker_AreKeysAndValues()
    {
        _folder.Write("Database__Password", Value + "\n");
        _folder.Write("two-lines", "a\nb\n\n");
        _folder.Write("windows", "a\r\n");
        _folder.Write("empty", "");
        _folder.Write("marked", "\uFEFFx");
        _folder.Write(".hidden", "x");
        _folder.Write("folder/inside", "x");

        using var configuration = Build();

        Assert.Equal(Value, configuration["Database:Password"]);
        Assert.Equal("a\nb\n", configuration["two-lines"]);
        Assert.Equal("a", configuration["windows"]);
        Assert.Equal("", configuration["empty"]);
        Assert.Equal("x", configuration["marked"]);
        Assert.Equal(["Database", "empty", "marked", "two-lines", "windows"], configuration.GetChildren().Select(child => child.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AVersionOfKubernetes_ReplacesTheOneBefore()
    {
        var volume = new SecretVolume(_folder.PathOf("volume"));
        volume.Publish(new Dictionary<string, string> { ["user"] = "a", ["password"] = Value });
        using var configuration = Build(volume.Path);
        var told = 0;
        using var listening = Microsoft.Extensions.Primitives.ChangeToken.OnChange(configuration.GetReloadToken, () => told++);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, told);
        volume.Publish(new Dictionary<string, string> { ["user"] = "b", ["added"] = "c" });
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, told);
        Assert.Equal("b", configuration["user"]);
        Assert.Equal("c", configuration["added"]);
        Assert.Null(configuration["password"]);
        Assert.Equal(2, configuration.GetChildren().Count());
        Assert.Contains(3000, _logs.Ids);
        Assert.All(_logs.Lines, line => Assert.DoesNotContain(Value, line.Text + line.Exception));
    }

    [Fact]
    public void ASwapBetweenTwoFiles_MakesAllBeReadAgain()
    {
        var volume = new SecretVolume(_folder.PathOf("volume"));
        volume.Publish(Version(1));
        var swaps = 0;

        var files = SecretFileReader.Read(volume.Path, new SecretFilesOptions(), default, () =>
        {
            if (++swaps <= 3)
            {
                volume.Publish(Version(swaps + 1));
            }
        });

        Assert.Equal(Enumerable.Repeat("4", files.Count), files.Select(file => file.Text()));
        Assert.Equal(5, files.Count);
    }

    [Fact]
    public async Task AReaderBesideManySwaps_NeverSeesTwoVersionsAtOnce()
    {
        var volume = new SecretVolume(_folder.PathOf("volume"));
        volume.Publish(Version(0));
        var done = false;
        var versions = 0;
        var reader = Task.Run(() =>
        {
            var seen = new HashSet<string>();
            while (!Volatile.Read(ref done))
            {
                var values = SecretFileReader.Read(volume.Path, new SecretFilesOptions(), default).ConvertAll(file => file.Text());
                Assert.Equal(5, values.Count);
                Assert.Single(values.Distinct());
                seen.Add(values[0]);
                Volatile.Write(ref versions, seen.Count);
            }
        });

        // Until the reader has got in between, however late it begins.
        for (var version = 1; (version <= 400 || Volatile.Read(ref versions) < 2) && !reader.IsCompleted; version++)
        {
            volume.Publish(Version(version));
        }

        Volatile.Write(ref done, true);
        await reader;
        Assert.True(versions > 1, "The reader saw one version only, so nothing was tried.");
    }

    [Fact]
    public void SeveralHosts_ReadOneVolume()
    {
        var volume = new SecretVolume(_folder.PathOf("volume"));
        volume.Publish(Version(1));
        using var first = Build(volume.Path);
        using var second = Build(volume.Path);

        volume.Publish(Version(2));
        first.Dispose();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("1", first["a"]);
        Assert.Equal("2", second["a"]);
    }

    [Fact]
    public void AFileForEverybody_IsRefusedUntilItIsAllowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        var volume = new SecretVolume(_folder.PathOf("volume")) { Mode = ForAll };
        volume.Publish(new Dictionary<string, string> { ["password"] = Value });

        var error = Assert.Throws<SecretsException>(() => Build(volume.Path));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("defaultMode: 0400", error.Message);
        Assert.Contains("SecretFilesOptions.AllowWorldReadable", error.Message);
        Assert.DoesNotContain(Value, error.ToString());
        using var configuration = Build(volume.Path, options => options.AllowWorldReadable = true);
        Assert.Equal(Value, configuration["password"]);
    }

    [Fact]
    public void AFileThatIsNoText_IsRefusedOrBase64()
    {
        _folder.Write("store", "x");
        File.WriteAllBytes(_folder.PathOf("store"), [0xFF, 0xFE, 0x00]);

        var error = Assert.Throws<SecretsException>(() => Build());

        Assert.Contains(nameof(SecretFilesOptions.BinaryAsBase64), error.Message);
        using var configuration = Build(configure: options => options.BinaryAsBase64 = true);
        Assert.Equal("//4A", configuration["store"]);
    }

    [Fact]
    public void AMissingFolder_StopsTheStartUnlessItIsOptional()
    {
        var path = _folder.PathOf("later");

        var error = Assert.Throws<SecretsException>(() => Build(path));
        using var configuration = Build(path, options => options.Optional = true);
        Directory.CreateDirectory(path);
        _folder.Write("later/a", "1");
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains($"no folder '{path}'", error.Message);
        Assert.Equal("1", configuration["a"]);
    }

    [Fact]
    public void AFolderThatGoesAway_LeavesTheValues()
    {
        var volume = new SecretVolume(_folder.PathOf("volume"));
        volume.Publish(Version(1));
        using var configuration = Build(volume.Path);

        Directory.Delete(volume.Path, recursive: true);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("1", configuration["a"]);
        Assert.Contains("no folder", Assert.Single(configuration.Explain().Layers).Problem);
    }

    [Theory]
    [InlineData("A__B", "a__b")]
    [InlineData("A__B", "A:B")]
    public void TwoFilesOfOneKey_AreRefused(string first, string second)
    {
        _folder.Write(first, Value);
        _folder.Write(second, Value);

        var error = Assert.Throws<SecretsException>(() => Build());

        Assert.Contains($"'{first}'", error.Message);
        Assert.Contains($"'{second}'", error.Message);
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Fact]
    public void KeysCanBeInASection_AndAWrongIntervalIsAnError()
    {
        _folder.Write("Password", Value);
        using var configuration = Build(configure: options => options.Section = "Database");

        Assert.Equal(Value, configuration["Database:Password"]);
        Assert.Throws<CacheConfigurationException>(() => Build(configure: options => options.RefreshInterval = TimeSpan.Zero));
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, string> Version(int number) => "abcde".ToDictionary(name => name.ToString(), _ => $"{number}");

    private ConfigurationRoot Build(string? path = null, Action<SecretFilesOptions>? configure = null) => (ConfigurationRoot)new ConfigurationBuilder()
        .AddSecretFiles(path ?? _folder.Path, options =>
        {
            options.TimeProvider = _time;
            options.LoggerFactory = _logs;
            configure?.Invoke(options);
        })
        .Build();
}
