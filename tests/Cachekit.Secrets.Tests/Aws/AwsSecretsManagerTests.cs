using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsSecretsManagerTests
{
    private const string Value = "v4lu3-that-must-not-show";

    [Fact]
    public async Task NamedSecrets_AreFlattenedWhereTheyAreJsonAndKeptWhereTheyAreNot()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("shop/db", """{"Password":"p","Pool":{"Size":20,"Hosts":["a","b"]},"Tls":true,"None":null}""");
        world.Aws.Add("shop/api__key", "k");
        world.Aws.Add("shop/odd", "{not json");
        world.Aws.Add("shop/cert", null).Binary = [0, 255, 1];

        var configuration = world.Secrets(options =>
        {
            options.SecretIds.Add("shop/db");
            options.SecretIds.Add(world.Aws.Secrets["shop/api__key"].Arn);
            options.SecretIds.Add(world.Aws.Secrets["shop/odd"].Arn[..^7]);
            options.SecretIds.Add("shop/cert");
        });

        Assert.Equal("p", configuration["shop:db:Password"]);
        Assert.Equal("20", configuration["shop:db:Pool:Size"]);
        Assert.Equal("b", configuration["shop:db:Pool:Hosts:1"]);
        Assert.True(configuration.GetValue<bool>("shop:db:Tls"));
        Assert.Null(configuration["shop:db:None"]);
        Assert.Equal("k", configuration["shop:api:key"]);
        Assert.Equal("{not json", configuration["shop:odd"]);
        Assert.Equal("AP8B", configuration["shop:cert"]);
        Assert.Equal(["BatchGetSecretValue"], world.Aws.Operations);
    }

    [Fact]
    public async Task APrefix_ListsAllPagesAndIsTakenOffTheKeys()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        for (var i = 0; i < 45; i++)
        {
            world.Aws.Add($"prod/shop/s{i}", $"{i}");
        }

        world.Aws.Add("prod/shop", "the prefix is longer");
        world.Aws.Add("old/prod/shop/x", "AWS finds this one too");
        world.Aws.PageSize = 10;

        var configuration = world.Secrets(options => options.NamePrefix = "prod/shop/");

        Assert.Equal(45, configuration.GetChildren().Count());
        Assert.Equal("44", configuration["s44"]);
        Assert.Equal(5, world.Aws.Operations.Count(operation => operation == "ListSecrets"));
        Assert.Equal(3, world.Aws.Operations.Count(operation => operation == "BatchGetSecretValue"));
    }

    [Fact]
    public async Task APrefixThatIsAWholeName_GivesItsMembersOrItsLastPart()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("prod/db", """{"Password":"p"}""");
        var members = world.Secrets(options => options.NamePrefix = "prod/db");
        var text = world.Secrets(options =>
        {
            options.NamePrefix = "prod/db";
            options.FlattenJson = false;
        });

        Assert.Equal("p", members["Password"]);
        Assert.Equal("""{"Password":"p"}""", text["db"]);
    }

    [Fact]
    public async Task MapKey_MovesSecretsAndLeavesThemOut()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("rds!cluster-1", """{"username":"u"}""");
        world.Aws.Add("rds!cluster-2", """{"root":"r"}""");
        world.Aws.Add("rds!other", "x");

        var configuration = world.Secrets(options =>
        {
            options.NamePrefix = "rds!";
            options.Section = "Stores";
            options.MapKey = secret => secret.Key switch { "cluster-1" => "Database", "cluster-2" => "", _ => null };
        });

        Assert.Equal("u", configuration["Stores:Database:username"]);
        Assert.Equal("r", configuration["Stores:root"]);
        Assert.Equal(2, configuration.GetSection("Stores").GetChildren().Count());
    }

    [Fact]
    public async Task TwoSecretsForOnePath_AreRefusedByName()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("a/b", Value);
        world.Aws.Add("a__B", Value);

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.NamePrefix = ""));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("'a/b'", error.Message);
        Assert.Contains("'a__B'", error.Message);
        Assert.DoesNotContain(Value, world.Everything(error));
    }

    [Fact]
    public async Task ANamedSecretThatIsMissing_IsAnErrorAndAListedOneWithoutAValueIsNot()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("s/full", "f");
        world.Aws.Add("s/empty", null);

        var listed = world.Secrets(options => options.NamePrefix = "s/");
        var error = Assert.Throws<SecretsException>(() => world.Secrets(options =>
        {
            options.SecretIds.Add("s/full");
            options.SecretIds.Add("s/gone");
        }));
        var alone = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("s/gone")));

        Assert.Equal("f", listed["full"]);
        Assert.Null(listed["empty"]);
        Assert.Contains(3063, world.Logs.Ids);
        Assert.Equal(SecretsErrorCode.SecretNotFound, error.Code);
        Assert.Contains("'s/gone'", error.Message);
        Assert.Contains("eu-central-1", error.Message);
        Assert.Equal(SecretsErrorCode.SecretNotFound, alone.Code);
        Assert.Contains("0f8fad5b-d9cb-469f-a165-70867728950e", alone.Message);
    }

    [Fact]
    public async Task AnotherVersionStage_IsReadOneByOne()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            world.Aws.Add(name, "new").Texts["AWSPREVIOUS"] = "old-" + name;
        }

        var configuration = world.Secrets(options =>
        {
            options.NamePrefix = "";
            options.VersionStage = "AWSPREVIOUS";
        });

        Assert.Equal("old-c", configuration["c"]);
        Assert.Equal(3, world.Aws.Operations.Count(operation => operation == "GetSecretValue"));
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("UnknownOperationException")]
    public async Task WithoutTheCallForSeveral_SecretsAreReadOneByOne(string answer)
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("a", "1");
        world.Aws.Add("b", "2");
        world.Aws.Next.Enqueue((400, answer));

        var configuration = world.Secrets(options =>
        {
            options.SecretIds.Add("a");
            options.SecretIds.Add("b");
        });
        configuration.Reload();

        Assert.Equal("2", configuration["b"]);
        Assert.Equal(1, world.Logs.Ids.Count(id => id == 3064));
        Assert.Equal(1, world.Aws.Operations.Count(operation => operation == "BatchGetSecretValue"));
        Assert.Equal(4, world.Aws.Operations.Count(operation => operation == "GetSecretValue"));
    }

    [Fact]
    public async Task ARotation_ReachesOptionsMonitor()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("shop/Database", """{"Password":"first"}""");
        var configuration = world.Secrets(options => options.NamePrefix = "shop/");
        await using var services = new ServiceCollection().Configure<DatabaseOptions>(configuration.GetSection("Database")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<DatabaseOptions>>();
        var seen = new List<string>();
        using var listening = monitor.OnChange(options => seen.Add(options.Password));
        Assert.Equal("first", monitor.CurrentValue.Password);

        world.Aws.Secrets["shop/Database"].Texts["AWSCURRENT"] = """{"Password":"second"}""";
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await AwsWorld.Provider(configuration).Refresh;

        Assert.Equal("second", monitor.CurrentValue.Password);
        Assert.Equal(["second"], seen);

        world.Aws.Denied.Add("BatchGetSecretValue");
        world.Aws.Denied.Add("GetSecretValue");
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await AwsWorld.Provider(configuration).Refresh;

        Assert.Equal("second", monitor.CurrentValue.Password);
        Assert.Contains(3001, world.Logs.Ids);
    }

    [Fact]
    public async Task NothingThatMatches_IsSaidOnce()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        var configuration = world.Secrets(options => options.NamePrefix = "none/");
        configuration.Reload();

        Assert.Empty(configuration.GetChildren());
        Assert.Equal(1, world.Logs.Ids.Count(id => id == 3066));
    }

    internal sealed class DatabaseOptions
    {
        public string Password { get; set; } = "";
    }
}
