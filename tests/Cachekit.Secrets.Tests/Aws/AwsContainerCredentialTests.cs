namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsContainerCredentialTests
{
    [Theory]
    [InlineData("http://localhost:{0}/container/x", true)]
    [InlineData("http://127.0.0.1:{0}/container/x", true)]
    [InlineData("http://169.254.170.3/x", false)]
    [InlineData("http://credentials.example.com/x", false)]
    [InlineData("http://localhost.example.com/x", false)]
    [InlineData("ftp://127.0.0.1/x", false)]
    [InlineData("http://user@127.0.0.1/x", false)]
    public async Task TheContainersToken_GoesToAllowedHostsOnly(string address, bool allowed)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Aws.Container = request => request.Header("Authorization") == "c0ntainer-token" ? (200, FakeInstance.Json(("ASIAPOD", "s", "t", world.Clock.GetUtcNow().AddHours(6)))) : (401, "{}");
        world.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, world.Aws.Url.Port);
        world.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "wrong";
        world.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = world.Home.Write("pod-token", "c0ntainer-token\n");

        if (allowed)
        {
            Assert.Equal("ASIAPOD", await world.AccessKeyIdAsync());
            return;
        }

        var error = await Assert.ThrowsAsync<SecretsException>(() => world.AccessKeyIdAsync());
        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("AWS_CONTAINER_CREDENTIALS_FULL_URI", error.Message);
        Assert.DoesNotContain("c0ntainer", error.Message);
        Assert.Empty(world.Aws.Requests);
    }

    [Theory]
    [InlineData("http://169.254.170.2/x")]
    [InlineData("http://169.254.170.23/v1/credentials")]
    [InlineData("http://[fd00:ec2::23]/v1/credentials")]
    [InlineData("https://credentials.example.com/x")]
    public async Task TheAddressesOfEcsAndEks_AreAllowed(string address)
    {
        var asked = new List<Uri>();
        var environment = new AwsEnvironment(name => name == "AWS_CONTAINER_CREDENTIALS_FULL_URI" ? address : null, "/");
        using var http = new StoreHttpClient("x", new StoreHttpOptions { Retries = 0, HandlerFactory = () => new Answering(request => asked.Add(request.RequestUri!)) }, TimeProvider.System, null);

        await Assert.ThrowsAsync<SecretsException>(() => new AwsContainerCredentialSource(environment, http).FindAsync(default).AsTask());

        Assert.Equal([new Uri(address)], asked);
    }

    [Theory]
    [InlineData("x/y")]
    [InlineData("//evil.example.com/x")]
    public async Task ARelativeAddress_StaysOnItsHost(string relative)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = relative;

        Assert.Equal(SecretsErrorCode.InvalidInput, (await Assert.ThrowsAsync<SecretsException>(() => world.AccessKeyIdAsync())).Code);
    }

    [Fact]
    public async Task AContainerTokenOfSeveralLines_IsNotSent()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/container/x";
        world.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "a\r\nX-Other: b";

        Assert.Contains("several lines", (await Assert.ThrowsAsync<SecretsException>(() => world.AccessKeyIdAsync())).Message);
        Assert.Empty(world.Aws.Requests);
    }

    private sealed class Answering(Action<HttpRequestMessage> seen) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen(request);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
        }
    }
}
