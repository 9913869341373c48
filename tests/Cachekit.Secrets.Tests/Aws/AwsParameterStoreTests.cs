using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsParameterStoreTests
{
    [Theory]
    [InlineData("/app/prod")]
    [InlineData("/app/prod/")]
    public async Task ParametersBelowAPath_AreReadInPagesAndDecrypted(string path)
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Parameters["/app/prod/Db/Password"] = ("SecureString", "p");
        world.Aws.Parameters["/app/prod/Db/Pool__Size"] = ("String", "20");
        world.Aws.Parameters["/app/prod/Hosts"] = ("StringList", "a,b,c");
        world.Aws.Parameters["/app/prod/Json"] = ("String", """{"a":1}""");
        world.Aws.Parameters["/app/production/Other"] = ("String", "not below it");

        var configuration = world.Parameters(options => options.Path = path);

        Assert.Equal("p", configuration["Db:Password"]);
        Assert.Equal("20", configuration["Db:Pool:Size"]);
        Assert.Equal(["a", "b", "c"], configuration.GetSection("Hosts").Get<string[]>()!);
        Assert.Equal("""{"a":1}""", configuration["Json"]);
        Assert.Equal(3, configuration.GetChildren().Count());
        Assert.Equal(["GetParametersByPath", "GetParametersByPath"], world.Aws.Operations);
    }

    [Fact]
    public async Task TheRootAndCiphertext_CanBeAskedForToo()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Parameters["/a"] = ("SecureString", "p");
        world.Aws.Parameters["/b/c"] = ("String", """{"d":"e"}""");

        var configuration = world.Parameters(options =>
        {
            options.Path = "/";
            options.WithDecryption = false;
            options.FlattenJson = true;
            options.MapKey = parameter => parameter.Name == "/b/c" ? "moved" : parameter.Key;
        });

        Assert.Equal("ciphertext", configuration["a"]);
        Assert.Equal("e", configuration["moved:d"]);
    }

    [Theory]
    [InlineData("AccessDeniedException", SecretsErrorCode.InvalidToken, "'ssm:GetParametersByPath'")]
    [InlineData("InvalidKeyId", SecretsErrorCode.DecryptionFailed, "kms:Decrypt")]
    public async Task Errors_SayWhatToDo(string type, SecretsErrorCode code, string advice)
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Next.Enqueue((400, type));

        var error = Assert.Throws<SecretsException>(() => world.Parameters(options => options.Path = "/app"));

        Assert.Equal(code, error.Code);
        Assert.Contains(advice, error.Message);
        Assert.Contains("'/app'", error.Message);
    }

    [Fact]
    public async Task TheServicesOwnAddress_WinsOverTheCommonOne()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        await using var other = await FakeAws.StartAsync(world.Clock);
        other.Keys[AwsWorld.KeyId] = new FakeKey(AwsWorld.Secret);
        other.Parameters["/x/a"] = ("String", "other");
        world.Variables["AWS_ENDPOINT_URL_SSM"] = other.Url.ToString();

        Assert.Equal("other", world.Parameters(options => options.Path = "/x")["a"]);
        Assert.Empty(world.Aws.Requests);
    }

    [Fact]
    public async Task APathThatDoesNotBeginAtTheRoot_IsRefused()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();

        var error = Assert.Throws<CacheConfigurationException>(() => world.Parameters(options => options.Path = "app"));

        Assert.Contains("'/app/prod'", error.Message);
    }

    [Theory]
    [InlineData("eu-central-1", "https://ssm.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://ssm.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-gov-west-1", "https://ssm.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-isob-east-1", "https://ssm.us-isob-east-1.sc2s.sgov.gov/")]
    public void WithoutAnAddress_TheRegionSaysIt(string region, string expected) =>
        Assert.Equal(expected, AwsEndpoint.Of(new AwsEnvironment(_ => null, "/"), null, "SSM", "ssm", region).AbsoluteUri);

    [Theory]
    [InlineData("http://secrets.example.com")]
    [InlineData("http://10.0.0.1")]
    [InlineData("https://user:password@example.com")]
    [InlineData("nothing")]
    public void AnAddressThatWouldCarrySecretsInTheClear_IsRefused(string address)
    {
        var error = Assert.Throws<SecretsException>(() => AwsEndpoint.Of(new AwsEnvironment(name => name == "AWS_ENDPOINT_URL" ? address : null, "/"), null, "SSM", "ssm", "eu-central-1"));

        Assert.Contains("AWS_ENDPOINT_URL", error.Message);
        Assert.DoesNotContain("password", error.Message);
    }

    [Theory]
    [InlineData("http://localhost:4566")]
    [InlineData("http://localstack:4566")]
    [InlineData("http://[::1]:4566/aws")]
    [InlineData("https://vpce-1.ssm.eu-central-1.vpce.amazonaws.com")]
    public void AnAddressNearbyOrWithTls_IsTaken(string address) =>
        Assert.Equal(new Uri(address), AwsEndpoint.Of(new AwsEnvironment(name => name == "AWS_ENDPOINT_URL" ? address : null, "/"), null, "SSM", "ssm", "eu-central-1"));
}
