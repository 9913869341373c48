namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed class RedenvSnapshotTests : IDisposable
{
    private readonly RedenvWorld _world;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redenv-");
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _logs = new();

    public RedenvSnapshotTests(RedenvWorld world) => _world = world;

    private string File => Path.Join(_folder.FullName, "cache", "redenv.snapshot");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AProcessThatStartsWhileTheStoreIsAway_HasTheSecretsOfTheLastOne()
    {
        var project = _world.Create();
        project.Write("A", "${B}");
        project.Write("B", "b");
        await using var upstash = await _world.UpstashAsync();
        await LoadAsync(Options(project, upstash));
        upstash.FailNext(int.MaxValue);
        _time.Advance(TimeSpan.FromHours(20));

        await using var client = new RedenvClient(Options(project, upstash));
        var secrets = await client.LoadAsync();

        Assert.Equal("b", secrets["A"]);
        Assert.Equal("${B}", secrets.Raw["A"]);
        Assert.Contains(_logs.Lines, line => line.Id == 3018 && line.Text.Contains("20:00:00", StringComparison.Ordinal));
        Assert.Same(secrets, await client.LoadAsync());

        // The store is asked again soon, and served from then on.
        project.Write("B", "new");
        upstash.FailNext(0);
        var asked = upstash.Requests;
        _time.Advance(TimeSpan.FromSeconds(29));
        await client.LoadAsync();
        Assert.Equal(asked, upstash.Requests);
        _time.Advance(TimeSpan.FromSeconds(1));
        await RedenvCacheTests.LoadUntilAsync(client, fresh => fresh["A"] == "new");
    }

    [Fact]
    public async Task ASnapshot_IsNotServedLongerThanWhatWasLoadedIsGoodFor()
    {
        var project = _world.Create();
        project.Write("A", "1");
        await using var upstash = await _world.UpstashAsync();
        await LoadAsync(Options(project, upstash));
        upstash.FailNext(int.MaxValue);
        _time.Advance(TimeSpan.FromSeconds(86_400 + 299));
        await using var client = new RedenvClient(Options(project, upstash));
        await client.LoadAsync();

        // For the cache it is an entry of 30 seconds with a day behind it.
        _time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.Contains(_logs.Lines, line => line.Id == 3019 && line.Text.Contains("was good for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheFile_IsForItsOwnerOnlyAndNothingElseIsLeft()
    {
        var project = _world.Create();
        project.Write("A", "1");
        await using var upstash = await _world.UpstashAsync();

        await LoadAsync(Options(project, upstash));

        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public async Task TheFile_IsWrittenWhereSomethingChangedOrItGetsOld()
    {
        var project = _world.Create();
        project.Write("A", "1");
        await using var upstash = await _world.UpstashAsync();
        await using var client = new RedenvClient(Options(project, upstash));
        await client.LoadAsync();
        var first = Read();

        await RefreshAsync(300);
        Assert.Equal(first, Read());

        await RefreshAsync(43_500);
        var second = Read();
        Assert.NotEqual(first, second);

        project.Write("A", "2");
        await RefreshAsync(300);
        Assert.NotEqual(second, Read());

        byte[] Read() => System.IO.File.ReadAllBytes(File);

        async Task RefreshAsync(int seconds)
        {
            // Until a load is fresh again, so that the entry is kept before the clock goes on.
            var done = _logs.Ids.Count(id => id == 3010);
            _time.Advance(TimeSpan.FromSeconds(seconds));
            await RedenvCacheTests.LoadUntilAsync(client, _ => _logs.Ids.Count(id => id == 3010) > done);
        }
    }

    [Theory]
    [InlineData("missing", "there is none")]
    [InlineData("flipped", "was changed since it was written")]
    [InlineData("time", "was changed since it was written")]
    [InlineData("cut", "was changed since it was written")]
    [InlineData("cut in the header", "it is cut off")]
    [InlineData("version", "version 2 of the format")]
    [InlineData("magic", "it is no snapshot")]
    [InlineData("empty", "it is no snapshot")]
    [InlineData("readable", "others than its owner")]
    [InlineData("token", "taken with another token")]
    [InlineData("token id", "or with another token")]
    [InlineData("environment", "another project or environment")]
    [InlineData("directory", "")]
    public async Task AFileThatCannotBeTrusted_IsRefusedWithItsReason(string wrong, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && wrong is "readable" or "directory", "Other rights there.");
        var project = _world.Create();
        project.Write("A", "1");
        await using var upstash = await _world.UpstashAsync();
        await LoadAsync(Options(project, upstash));
        upstash.FailNext(int.MaxValue);
        var options = Options(project, upstash);
        var bytes = System.IO.File.ReadAllBytes(File);
        switch (wrong)
        {
            case "missing": System.IO.File.Delete(File); break;
            case "flipped": bytes[^1] ^= 1; break;
            case "time": bytes[12] ^= 1; break;
            case "cut": bytes = bytes[..^1]; break;
            case "cut in the header": bytes = bytes[..40]; break;
            case "version": bytes[4] = 2; break;
            case "magic": bytes[0] = 0; break;
            case "empty": bytes = []; break;
            case "readable" when !OperatingSystem.IsWindows(): System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead); break;
            case "token": options.Token += "x"; break;
            case "token id": options.TokenId = RedenvWorld.EphemeralId; break;
            case "environment": options.Environment = "production"; break;
            case "directory": System.IO.File.Delete(File); Directory.CreateDirectory(File); break;
        }

        if (System.IO.File.Exists(File) && wrong is not "readable")
        {
            System.IO.File.WriteAllBytes(File, bytes);
        }

        await using var client = new RedenvClient(options);
        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.Contains("answered 503", error.Message);
        Assert.Contains(_logs.Lines, line => line.Id == 3019 && line.Text.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("token id")]
    [InlineData("project")]
    [InlineData("rest token")]
    public async Task WhatTheStoreRefuses_NoSnapshotAnswers(string wrong)
    {
        var project = _world.Create();
        project.Write("A", "1");
        await using var upstash = await _world.UpstashAsync();
        await LoadAsync(Options(project, upstash));
        var options = Options(project, upstash);
        switch (wrong)
        {
            case "token id": await project.PutMetadataAsync("serviceTokens", "{}"); break;
            case "project": await _world.Redis.AskAsync("DEL", $"meta@{project.Name}"); break;
            default: options.Upstash.Token = "wrong"; break;
        }

        await using var client = new RedenvClient(options);
        await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.DoesNotContain(3018, _logs.Ids);
        Assert.DoesNotContain(3019, _logs.Ids);
    }

    [Fact]
    public async Task AFolderThatCannotBeWritten_FailsNoLoad()
    {
        var project = _world.Create();
        project.Write("A", "1");
        await using var upstash = await _world.UpstashAsync();
        var options = Options(project, upstash);
        System.IO.File.WriteAllText(Path.Join(_folder.FullName, "file"), "");
        options.Snapshot.Path = Path.Join(_folder.FullName, "file", "snapshot");

        await LoadAsync(options);

        Assert.Contains(3020, _logs.Ids);
    }

    private RedenvOptions Options(RedenvTestProject project, Support.UpstashServer upstash)
    {
        var options = project.Options(upstash, _time, _logs);
        options.Snapshot.Path = File;
        return options;
    }

    private static async Task LoadAsync(RedenvOptions options)
    {
        await using var client = new RedenvClient(options);
        await client.LoadAsync();
    }
}
