namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsFailureTests
{
    private const string Value = "v4lu3-that-must-not-show";

    [Theory]
    [InlineData("GetSecretValue", "secretsmanager:GetSecretValue")]
    [InlineData("ListSecrets", "secretsmanager:ListSecrets")]
    public async Task ADeniedAction_IsNamed(string denied, string action)
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("p/a", Value);
        world.Aws.Denied.Add(denied);

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.NamePrefix = "p/"));

        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains($"'{action}'", error.Message);
        Assert.Contains("AWS_ACCESS_KEY_ID", error.Message);
        Assert.DoesNotContain("the-message-of-the-server", world.Everything(error));
    }

    [Theory]
    [InlineData("DecryptionFailure", SecretsErrorCode.DecryptionFailed, "kms:Decrypt")]
    [InlineData("AccessDeniedException", SecretsErrorCode.InvalidToken, "secretsmanager:GetSecretValue")]
    [InlineData("InternalServiceErrorWithoutAdvice", SecretsErrorCode.UnknownError, "InternalServiceErrorWithoutAdvice")]
    public async Task AnErrorOfOneOfSeveral_NamesTheSecretAndWhatToDo(string type, SecretsErrorCode code, string advice)
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("p/good", Value);
        world.Aws.Add("p/bad", Value).Error = type;

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.NamePrefix = "p/"));

        Assert.Equal(code, error.Code);
        Assert.Contains("p/bad", error.Message);
        Assert.Contains(advice, error.Message);
        Assert.DoesNotContain(Value, world.Everything(error));
    }

    [Fact]
    public async Task Throttling_IsRepeatedAlthoughItsStatusIs400()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("a", "1");
        world.Aws.Next.Enqueue((400, "ThrottlingException"));
        world.Aws.Next.Enqueue((400, "com.amazonaws.secretsmanager#ThrottlingException:http://internal.amazon.com/"));
        world.Aws.Next.Enqueue((500, "InternalServiceError"));

        var configuration = world.Secrets(options => options.SecretIds.Add("a"));

        Assert.Equal("1", configuration["a"]);
        Assert.Equal(3, world.Logs.Ids.Count(id => id == 3002));
    }

    [Fact]
    public async Task ThrottlingWithoutEnd_SaysSo()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        for (var i = 0; i < 4; i++)
        {
            world.Aws.Next.Enqueue((400, "ThrottlingException"));
        }

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("a")));

        Assert.Contains("too often", error.Message);
        Assert.Empty(world.Aws.Next);
    }

    [Fact]
    public async Task AWrongSecretKey_IsToldFromAnUnknownKey()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Aws.Add("a", Value);
        world.Variables["AWS_SECRET_ACCESS_KEY"] = "wr0ng-key-that-must-not-show";
        var wrong = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("a")));
        world.Variables["AWS_ACCESS_KEY_ID"] = "AKIAUNKNOWN";
        var unknown = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("a")));

        Assert.Contains("signature", wrong.Message);
        Assert.Contains("clock", wrong.Message);
        Assert.Contains("does not know", unknown.Message);
        Assert.All([wrong, unknown], error => Assert.Equal(SecretsErrorCode.InvalidToken, error.Code));
        Assert.DoesNotContain("wr0ng", world.Everything(wrong, unknown));
        Assert.DoesNotContain("AKIAUNKNOWN", world.Everything(wrong, unknown));
    }

    [Fact]
    public async Task WrongOptions_AreNamedAllAtOnceAndHoldNoSecret()
    {
        await using var world = await AwsWorld.StartAsync();

        var error = Assert.Throws<CacheConfigurationException>(() => world.Secrets(options =>
        {
            options.AccessKeyId = "AKIA";
            options.SessionToken = Value;
            options.Region = "eu-central-1.evil.example";
            options.EndpointUrl = new Uri("http://secrets.example.com");
            options.NamePrefix = "!x";
            options.VersionStage = " ";
            options.Filters.Add(new AwsSecretFilter("colour", "red"));
            options.Http.RequestTimeout = TimeSpan.Zero;
        }));

        Assert.Equal(7, error.Problems.Count);
        Assert.DoesNotContain(Value, error.ToString());
        Assert.Single(Assert.Throws<CacheConfigurationException>(() => world.Secrets(_ => { })).Problems, problem => problem.Contains("SecretIds"));
    }

    [Fact]
    public async Task NoKeyTokenOrValue_IsInLogsErrorsOrDumps()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Aws.Keys["ASIATEMP"] = new FakeKey("t3mp-secret-key", "t3mp-session-token", world.Clock.GetUtcNow().AddHours(1));
        world.Aws.Add("p/a", Value);
        var options = world.Options(new AwsSecretsManagerOptions { AccessKeyId = "ASIATEMP", SecretAccessKey = "t3mp-secret-key", SessionToken = "t3mp-session-token", NamePrefix = "p/" });
        using var store = new AwsSecretsManagerStore(options);

        var content = await store.ReadAsync(default);
        world.Clock.Advance(TimeSpan.FromHours(2));
        var error = await Assert.ThrowsAsync<SecretsException>(() => store.ReadAsync(default).AsTask());

        Assert.Equal(Value, content.Values["a"]);
        Assert.Contains("have ended", error.Message);
        var said = world.Everything(error, options, store, content, new AwsCredentials("a", "t3mp-secret-key", "t3mp-session-token", null, "x"), new AwsSecret("a", "n", Value, false), new AwsParameter("n", Value, false));
        Assert.DoesNotContain(Value, said);
        Assert.DoesNotContain("t3mp", said);
        Assert.Contains("set, not shown", options.ToString());
        Assert.Contains(world.Aws.Requests, request => request.Header("x-amz-security-token") == "t3mp-session-token");
    }
}
