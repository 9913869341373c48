using Cachekit.Secrets.Tests.Support;

namespace Cachekit.Secrets.Tests.Redenv;

/// <summary>Projects of an independent client, both ways, with the key derivation as it is in production.</summary>
[Collection(RedenvGroup.Name)]
public sealed class RedenvInteropTests(RedenvWorld world)
{
    private const string Awkward = "p@ss \"word\" \\ äöü 🔑\n\t{}[],";

    public static TheoryData<string> Stores => ["strings", "parsed", "objects", "parsed objects", "redis"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task WhatPythonWrote_IsReadHere(string store)
    {
        var project = world.Create(rounds: TokenKeys.Rounds);
        project.Write("DB_PASSWORD", "one", "two", Awkward);
        project.Write("DB_URL", "postgres://u:${DB_PASSWORD}@h/db");
        project.WriteTo("production", "DB_PASSWORD", "other");
        await using var upstash = await world.UpstashAsync();
        upstash.ParsesValues = store.Contains("parsed", StringComparison.Ordinal);
        upstash.AnswersObjects = store.Contains("objects", StringComparison.Ordinal);
        await using var client = new RedenvClient(project.Options(store == "redis" ? null : upstash));

        var secrets = await client.LoadAsync();

        Assert.Equal(Awkward, secrets["DB_PASSWORD"]);
        Assert.Equal($"postgres://u:{Awkward}@h/db", secrets["DB_URL"]);
        Assert.Equal(2, secrets.Count);
        Assert.Equal("two", await client.GetVersionAsync("DB_PASSWORD", 2));
        Assert.Equal("one", await client.GetVersionAsync("DB_PASSWORD", 2, RedenvVersionMode.Index));
        Assert.Equal(1, client.DerivedKeys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatIsWrittenHere_IsReadByPython(bool overRest)
    {
        var project = world.Create(rounds: TokenKeys.Rounds);
        project.Write("API_KEY", "from python");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 80, TimeSpan.Zero));
        await using var client = new RedenvClient(project.Options(overRest ? upstash : null, time));

        Assert.Equal(2, await client.SetAsync("API_KEY", Awkward));
        Assert.Equal(1, await client.SetAsync("NEW", "x"));

        var versions = project.Read("API_KEY");
        Assert.Equal([2, 1], versions.Select(version => version.Version));
        Assert.Equal([Awkward, "from python"], versions.Select(version => version.Value));
        Assert.Equal((RedenvWorld.TokenId, "2026-03-04T05:06:07.080Z"), (versions[0].User, versions[0].CreatedAt));
        Assert.Equal("x", Assert.Single(project.Read("NEW")).Value);
        Assert.Equal(Awkward, (await client.LoadAsync())["API_KEY"]);
    }

    [Fact]
    public async Task AShortLivedToken_OpensTheProject()
    {
        var project = world.Create(rounds: TokenKeys.Rounds, ephemeral: true);
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        var options = project.Options(upstash);
        (options.TokenId, options.Token) = (RedenvWorld.EphemeralId, RedenvWorld.EphemeralToken);
        await using var client = new RedenvClient(options);

        Assert.Equal("1", (await client.InitAsync())["A"]);
    }

    [Fact]
    public async Task OneLoad_IsOneRequest()
    {
        var project = world.Create();
        await using var upstash = await world.UpstashAsync();
        await using var client = new RedenvClient(project.Options(upstash));

        await client.LoadAsync();

        var request = Assert.Single(upstash.Log);
        Assert.Equal(("POST", "/pipeline"), (request.Method, request.Path));
        Assert.Equal($"Bearer {UpstashServer.Token}", request.Header("Authorization"));
        Assert.Equal($"""[["HGETALL","meta@{project.Name}"],["HGETALL","development:{project.Name}"]]""", request.Body);
    }

    [Theory]
    [InlineData(1, RedenvVersionMode.Id, "one")]
    [InlineData(3, RedenvVersionMode.Id, "three")]
    [InlineData(0, RedenvVersionMode.Id, null)]
    [InlineData(4, RedenvVersionMode.Id, null)]
    [InlineData(-1, RedenvVersionMode.Id, "one")]
    [InlineData(0, RedenvVersionMode.Index, "three")]
    [InlineData(1, RedenvVersionMode.Index, "two")]
    [InlineData(3, RedenvVersionMode.Index, null)]
    [InlineData(-1, RedenvVersionMode.Index, "one")]
    [InlineData(-4, RedenvVersionMode.Index, null)]
    public async Task Versions_AreFoundByNumberAndByPlace(long version, RedenvVersionMode mode, string? expected)
    {
        var project = world.Create();
        project.Write("A", "one", "two", "three");
        await using var client = new RedenvClient(project.Options(null));

        Assert.Equal(expected, await client.GetVersionAsync("A", version, mode));
        Assert.Null(await client.GetVersionAsync("B", version, mode));
        Assert.Equal(expected, client.GetVersion("A", version, mode));
    }
}
