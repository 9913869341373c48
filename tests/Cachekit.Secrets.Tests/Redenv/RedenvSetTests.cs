using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed partial class RedenvSetTests(RedenvWorld world)
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(10, true)]
    public async Task AHundredWritersAtOnce_LoseNothing(int limit, bool overRest)
    {
        var project = world.Create(historyLimit: limit);
        project.Write("HOT", "before");
        await using var upstash = await world.UpstashAsync();
        var clients = Enumerable.Range(0, 4).Select(_ => new RedenvClient(project.Options(overRest ? upstash : null))).ToArray();

        var written = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () => (Version: await clients[i % 4].SetAsync("HOT", $"value {i}"), Value: $"value {i}"))));

        Assert.Equal(Enumerable.Range(2, 100).Select(number => (long)number), written.Select(each => each.Version).Order());
        var history = project.Read("HOT");
        var kept = limit == 0 ? 101 : limit;
        Assert.Equal(Enumerable.Range(0, kept).Select(i => 101L - i), history.Select(version => version.Version));
        var values = written.ToDictionary(each => each.Version, each => each.Value);
        Assert.All(history.Where(version => version.Version > 1), version => Assert.Equal(values[version.Version], version.Value));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task WithoutALimit_TenVersionsAreKept()
    {
        var project = world.Create();
        await using var client = new RedenvClient(project.Options(null));
        for (var i = 0; i < 12; i++)
        {
            await client.SetAsync("A", i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => 12L - i), project.Read("A").Select(version => version.Version));
    }

    [Fact]
    public async Task OlderVersions_StayAsTheyWereWritten()
    {
        var project = world.Create(historyLimit: 3);
        var old = $$"""{ "version" : 7 ,"value":"{{project.Seal("seven")}}","tags":[],"meta":{},"big":12345678901234567890,"half":1.50,"text":"a \"quoted\" ] } , [ { \\","nothing":null}""";
        var older = """{"version":6,"value":"x","list":[1,[2,{"a":"]"}]]}""";
        await project.PutFieldAsync("A", $" [{old} ,\n{older}] ");
        await using var client = new RedenvClient(project.Options(null));

        Assert.Equal(8, await client.SetAsync("A", "eight"));

        var text = await project.FieldAsync("A");
        Assert.Contains(old, text);
        Assert.Contains(older, text);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(3, json.RootElement.GetArrayLength());
        var newest = json.RootElement[0];
        Assert.Equal(["version", "value", "user", "createdAt"], newest.EnumerateObject().Select(member => member.Name));
        Assert.Equal("8", newest.GetProperty("version").GetRawText());
        Assert.Matches(CiphertextForm(), newest.GetProperty("value").GetString()!);

        await client.SetAsync("A", "nine");
        text = await project.FieldAsync("A");
        Assert.Contains(old, text);
        Assert.DoesNotContain(older, text);
    }

    [Theory]
    [InlineData("[]", 1, false)]
    [InlineData(" [ ] ", 1, false)]
    [InlineData("{}", 1, true)]
    [InlineData("no json", 1, true)]
    [InlineData("[{\"version\":1}", 1, true)]
    [InlineData("[null]", 1, false)]
    [InlineData("[{\"version\":\"4\"}]", 5, false)]
    [InlineData("[{\"version\":41.0}]", 42, false)]
    [InlineData("[{\"version\":1000000000000000}]", 1000000000000001, false)]
    [InlineData("[{\"value\":\"x\"}]", 1, false)]
    public async Task OddHistories_AreGoneOnWithOrReplaced(string before, long expected, bool isReplaced)
    {
        var project = world.Create();
        await project.PutFieldAsync("A", before);
        var logs = new LogRecorder();
        await using var client = new RedenvClient(project.Options(null, logs: logs));

        Assert.Equal(expected, await client.SetAsync("A", "x"));

        Assert.Equal("x", await client.GetVersionAsync("A", 0, RedenvVersionMode.Index));
        Assert.Equal("x", await client.GetVersionAsync("A", expected));
        Assert.Equal(isReplaced, logs.Ids.Contains(3024));
    }

    [Fact]
    public async Task AnAnswerThatWasLost_IsNoSecondVersion()
    {
        var project = world.Create();
        await using var upstash = await world.UpstashAsync();
        var options = project.Options(upstash);
        (options.Http.Retries, options.Http.RetryDelay) = (3, TimeSpan.Zero);
        await using var client = new RedenvClient(options);
        await client.SetAsync("A", "one");
        upstash.LoseNextAnswers(3);

        Assert.Equal(2, await client.SetAsync("A", "two"));

        Assert.Equal(["two", "one"], project.Read("A").Select(version => version.Value));
        Assert.Equal(7, upstash.Requests);
    }

    [Fact]
    public async Task AfterAWrite_SecretsAreLoadedAnew()
    {
        var project = world.Create();
        project.Write("A", "one");
        await using var upstash = await world.UpstashAsync();
        await using var client = new RedenvClient(project.Options(upstash));
        await client.LoadAsync();

        client.Set("A", "two");

        Assert.Equal("two", client.Load()["A"]);
        Assert.Equal(4, upstash.Requests);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("  ", "x")]
    [InlineData("__meta", "x")]
    [InlineData("A:B", "x")]
    [InlineData("A\nB", "x")]
    [InlineData("A", "")]
    public async Task NamesAndValuesThatNoClientWrites_AreRefused(string key, string value)
    {
        var project = world.Create();
        await using var client = new RedenvClient(project.Options(null));

        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.SetAsync(key, value));

        Assert.Equal("INVALID_INPUT", error.CodeName);
        Assert.Empty((await client.LoadAsync()).Keys);
    }

    [Fact]
    public async Task AValueThatIsNoText_IsRefusedWithoutBeingShown()
    {
        await using var client = new RedenvClient(world.Create().Options(null));

        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.SetAsync("A", "must-not-show \ud83d"));

        Assert.Equal("INVALID_INPUT", error.CodeName);
        Assert.DoesNotContain("must-not-show", error.ToString());
    }

    [Fact]
    public async Task AProjectThatIsNotThere_IsNotMade()
    {
        var options = world.Create().Options(null);
        options.Project = "nowhere";
        await using var client = new RedenvClient(options);

        Assert.Equal("PROJECT_NOT_FOUND", (await Assert.ThrowsAsync<SecretsException>(async () => await client.SetAsync("A", "x"))).CodeName);
        Assert.Equal(0L, await world.Redis.AskAsync("EXISTS", "development:nowhere"));
    }

    [GeneratedRegex("^[0-9a-f]{24}\\.[0-9a-f]{32,}$")]
    private static partial Regex CiphertextForm();
}
