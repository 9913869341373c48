using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Gcp;

public sealed class GcpSecretManagerTests
{
    private const string Value = "v4lu3-that-must-not-show";

    [Fact]
    public async Task AllSecretsOfAProject_AreListedInPagesAndReadAtTheirLatestVersion()
    {
        await using var world = await GcpWorld.StartAsync();
        for (var i = 0; i < 21; i++)
        {
            world.Gcp.Add($"Key{i}", $"{i}");
        }

        world.Gcp.Add("Database__Password", "first");
        world.Gcp.Add("Database__Password", "second");
        world.Gcp.Add("Database--Host", """{"a":1}""");
        world.Gcp.Secrets["Binary"] = new FakeGcpSecret { Versions = { new byte[] { 0xFF, 0x00 } } };
        world.Gcp.Add("Empty", "");
        world.Gcp.PageSize = 10;

        var configuration = world.Secrets();

        Assert.Equal("20", configuration["Key20"]);
        Assert.Equal("second", configuration["Database:Password"]);
        Assert.Equal("""{"a":1}""", configuration["Database:Host"]);
        Assert.Equal("/wA=", configuration["Binary"]);
        Assert.Equal("", configuration["Empty"]);
        Assert.Equal(3, world.Gcp.Requests.Count(request => request.Path == "/v1/projects/shop/secrets"));
        Assert.Equal(1, world.Gcp.TokenCount);
    }

    [Fact]
    public async Task APrefixLabelsAndAFilter_NarrowTheList()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("shop-db", """{"Password":"p"}""");
        world.Gcp.Add("shop-other", "without the label");
        world.Gcp.Add("my-shop-db", "another beginning");
        foreach (var id in new[] { "shop-db", "my-shop-db" })
        {
            world.Gcp.Secrets[id].Labels.Add("env=prod");
            world.Gcp.Secrets[id].IsOwn = true;
        }

        var configuration = world.Secrets(options =>
        {
            options.NamePrefix = "shop-";
            options.Labels["env"] = "prod";
            options.Filter = "own";
            options.FlattenJson = true;
        });

        Assert.Equal("p", configuration["db:Password"]);
        Assert.Single(configuration.GetChildren());
    }

    [Fact]
    public async Task NamedSecrets_AreReadWithoutAListAtTheirVersions()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", "1");
        world.Gcp.Add("a", "2");
        world.Gcp.Add("b", "1");
        world.Gcp.Add("b", "2");

        var configuration = world.Secrets(options =>
        {
            options.SecretIds.Add("a");
            options.SecretIds.Add("b");
            options.Versions["b"] = "1";
            options.MapKey = secret => secret.Name == "a" ? "Moved:A" : secret.Key;
        });

        Assert.Equal("2", configuration["Moved:A"]);
        Assert.Equal("1", configuration["b"]);
        Assert.DoesNotContain(world.Gcp.Requests, request => request.Path == "/v1/projects/shop/secrets");
    }

    [Fact]
    public async Task ANamedSecretWithoutAVersion_IsAnErrorAndAListedOneIsNot()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("full", "f");
        world.Gcp.Add("off", Value);
        world.Gcp.Secrets["off"].IsDisabled = true;
        world.Gcp.Secrets["empty"] = new FakeGcpSecret();

        var listed = world.Secrets();
        var off = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("off")));
        var gone = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("gone")));

        Assert.Equal(["full"], listed.GetChildren().Select(child => child.Key));
        Assert.Equal(2, world.Logs.Ids.Count(id => id == 3063));
        Assert.Contains("disabled or destroyed", off.Message);
        Assert.Contains("'gone'", gone.Message);
        Assert.All([off, gone], error => Assert.Equal(SecretsErrorCode.SecretNotFound, error.Code));
    }

    [Theory]
    [InlineData("", "secretmanager.secrets.list")]
    [InlineData("/a/versions/latest:access", "secretmanager.versions.access")]
    public async Task ADeniedPermission_IsNamed(string path, string permission)
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", Value);
        world.Gcp.Denied.Add(path);

        var error = Assert.Throws<SecretsException>(() => world.Secrets());

        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains($"'{permission}'", error.Message);
        Assert.Contains("roles/secretmanager.", error.Message);
        Assert.Contains("key.json", error.Message);
        Assert.DoesNotContain("the-message-of-the-server", world.Everything(error));
    }

    [Theory]
    [InlineData("""{"error":{"code":403,"status":"PERMISSION_DENIED","details":[{"@type":"x"},{"reason":"SERVICE_DISABLED"}]}}""", 403, "gcloud services enable")]
    [InlineData("""{"error":{"code":403,"status":"PERMISSION_DENIED","details":[{"reason":"CONSUMER_INVALID"}]}}""", 403, "does not exist")]
    [InlineData("<html>the-message-of-the-server</html>", 418, "418")]
    [InlineData("[]", 400, "400")]
    [InlineData("""{"error":"x"}""", 400, "400")]
    public async Task OtherErrors_SayWhatTheyAre(string json, int status, string advice)
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Next.Enqueue((status, json));

        var error = Assert.Throws<SecretsException>(() => world.Secrets());

        Assert.Contains(advice, error.Message);
        Assert.DoesNotContain("the-message-of-the-server", error.ToString());
    }

    [Fact]
    public async Task TooManyRequests_AreRepeated()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", "1");
        world.Gcp.Next.Enqueue((429, "{}"));
        world.Gcp.Next.Enqueue((503, "{}"));

        Assert.Equal("1", world.Secrets()["a"]);
        Assert.Equal(2, world.Logs.Ids.Count(id => id == 3002));
        for (var i = 0; i < 4; i++)
        {
            world.Gcp.Next.Enqueue((429, "{}"));
        }

        Assert.Contains("too often", Assert.Throws<SecretsException>(() => world.Secrets()).Message);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task ADamagedValue_IsAskedForAgainAndNeverTaken(int damaged, bool arrives)
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", Value);
        world.Gcp.DamageNext = damaged;

        if (arrives)
        {
            Assert.Equal(Value, world.Secrets()["a"]);
        }
        else
        {
            var error = Assert.Throws<SecretsException>(() => world.Secrets());
            Assert.Contains("CRC32C", error.Message);
            Assert.DoesNotContain(Value, world.Everything(error));
        }

        Assert.Equal(2, world.Logs.Ids.Count(id => id == 3065));
    }

    [Fact]
    public async Task ARotation_ReachesOptionsMonitorAndTokensAreRenewedOnTheWay()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("Database__Password", "first");
        var configuration = world.Secrets(options => options.RefreshInterval = TimeSpan.FromMinutes(20));
        await using var services = new ServiceCollection().Configure<DatabaseOptions>(configuration.GetSection("Database")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<DatabaseOptions>>();
        Assert.Equal("first", monitor.CurrentValue.Password);

        for (var i = 0; i < 3; i++)
        {
            world.Gcp.Add("Database__Password", $"changed {i}");
            world.Clock.Advance(TimeSpan.FromMinutes(20));
            await GcpWorld.Provider(configuration).Refresh;
            Assert.Equal($"changed {i}", monitor.CurrentValue.Password);
        }

        Assert.Equal(2, world.Gcp.TokenCount);
    }

    [Fact]
    public async Task ARefusedToken_IsReplacedOnce()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", "1");
        using var store = new GcpSecretManagerStore(world.Options());
        await store.ReadAsync(default);

        world.Gcp.ForgetTokens();
        var content = await store.ReadAsync(default);

        Assert.Equal("1", content.Values["a"]);
        Assert.Equal(2, world.Gcp.TokenCount);
        Assert.Contains(3062, world.Logs.Ids);
        for (var i = 0; i < 2; i++)
        {
            world.Gcp.Next.Enqueue((401, "{}"));
        }

        Assert.Contains("does not accept the token", (await Assert.ThrowsAsync<SecretsException>(() => store.ReadAsync(default).AsTask())).Message);
    }

    [Fact]
    public async Task WrongOptions_AreNamedAllAtOnceAndHoldNoSecret()
    {
        await using var world = await GcpWorld.StartAsync();

        var error = Assert.Throws<CacheConfigurationException>(() => world.Secrets(options =>
        {
            options.ProjectId = "../other";
            options.SecretIds.Add("a/b");
            options.Filter = "x";
            options.Version = "";
            options.Labels["A"] = "b";
            options.CredentialsFile = "f";
            options.CredentialsJson = Value;
            options.EndpointUrl = new Uri("http://secrets.example.com");
            options.Http.Retries = -1;
        }));

        Assert.Equal(8, error.Problems.Count);
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Fact]
    public async Task NoKeyTokenOrValue_IsInLogsErrorsOrDumps()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", Value);
        var options = world.Options(options => options.CredentialsJson = world.ServiceAccount());
        using var store = new GcpSecretManagerStore(options);
        var content = await store.ReadAsync(default);
        world.Gcp.Accounts.Clear();
        world.Gcp.ForgetTokens();
        var error = await Assert.ThrowsAsync<SecretsException>(() => store.ReadAsync(default).AsTask());

        Assert.Equal(Value, content.Values["a"]);
        Assert.Contains("invalid_grant", error.Message);
        var said = world.Everything(error, options, store, content, new GcpAccessToken("ya29.t0ken", DateTimeOffset.UnixEpoch));
        Assert.DoesNotContain(Value, said);
        Assert.DoesNotContain("t0ken", said);
        Assert.DoesNotContain(world.PrivateKey[100..140], said);
        Assert.DoesNotContain("the-message-of-the-server", said);
        Assert.Contains("set, not shown", options.ToString());
    }

    internal sealed class DatabaseOptions
    {
        public string Password { get; set; } = "";
    }
}
