namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsCredentialTests
{
    private const string Keys = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = default-key\n\n[shop]\naws_access_key_id = AKIASHOP\naws_secret_access_key = shop-key\naws_session_token = shop-token\n";

    [Fact]
    public async Task ThePlaces_AreAskedInTheirOrder()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Home.Write(".aws/credentials", Keys);
        world.Aws.Container = _ => (200, FakeInstance.Json(("AKIACONTAINER", "c", "t", world.Clock.GetUtcNow().AddHours(1))));
        world.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/container/x";
        world.Variables.Remove("AWS_EC2_METADATA_DISABLED");
        world.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = world.Aws.Url.ToString();
        world.Aws.Instance.Role = "web";
        world.Aws.Instance.Credentials = ("AKIAINSTANCE", "i", "t", world.Clock.GetUtcNow().AddHours(1));
        world.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = world.Home.Write("token", "eyJ-token", UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        world.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/pod";
        world.Aws.TokenService = _ => (200, Assumed("AKIAWEB", world.Clock.GetUtcNow().AddHours(1)));
        world.Variables["AWS_ACCESS_KEY_ID"] = "AKIAVARIABLE";
        world.Variables["AWS_SECRET_ACCESS_KEY"] = "v";

        Assert.Equal("AKIACODE", await world.AccessKeyIdAsync(options => (options.AccessKeyId, options.SecretAccessKey) = ("AKIACODE", "x")));
        Assert.Equal("AKIASHOP", await world.AccessKeyIdAsync(options => options.Profile = "shop"));
        Assert.Equal("AKIAVARIABLE", await world.AccessKeyIdAsync());
        world.Variables.Remove("AWS_ACCESS_KEY_ID");
        world.Variables.Remove("AWS_SECRET_ACCESS_KEY");
        Assert.Equal("AKIAWEB", await world.AccessKeyIdAsync());
        world.Variables.Remove("AWS_WEB_IDENTITY_TOKEN_FILE");
        Assert.Equal("AKIADEFAULT", await world.AccessKeyIdAsync());
        world.Variables["AWS_PROFILE"] = "shop";
        Assert.Equal("AKIASHOP", await world.AccessKeyIdAsync());
        world.Variables.Remove("AWS_PROFILE");
        File.Delete(world.Home.PathOf(".aws/credentials"));
        Assert.Equal("AKIACONTAINER", await world.AccessKeyIdAsync());
        world.Variables.Remove("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        Assert.Equal("AKIAINSTANCE", await world.AccessKeyIdAsync());
    }

    [Fact]
    public async Task WithoutAny_EveryPlaceIsNamed()
    {
        await using var world = await AwsWorld.StartAsync();

        var error = await Assert.ThrowsAsync<SecretsException>(() => world.AccessKeyIdAsync());

        Assert.Equal(SecretsErrorCode.MissingConfig, error.Code);
        Assert.All(
            ["AccessKeyId", "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", ".aws", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_EC2_METADATA_DISABLED"],
            place => Assert.Contains(place, error.Message));
    }

    [Fact]
    public async Task HalfOfAKey_IsAnErrorAndNotTheNextPlace()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Home.Write(".aws/credentials", Keys);
        world.Variables["AWS_ACCESS_KEY_ID"] = "AKIAHALF";

        var error = await Assert.ThrowsAsync<SecretsException>(() => world.AccessKeyIdAsync());

        Assert.Contains("AWS_SECRET_ACCESS_KEY", error.Message);
    }

    [Fact]
    public async Task AWebIdentity_IsExchangedAndReadAnewForEachRenewal()
    {
        await using var world = await AwsWorld.StartAsync();
        var asked = new List<IReadOnlyDictionary<string, string>>();
        world.Aws.TokenService = fields =>
        {
            asked.Add(fields);
            return asked.Count == 2 ? (400, Error("IDPCommunicationError")) : (200, Assumed($"ASIA{asked.Count}", world.Clock.GetUtcNow().AddHours(1)));
        };
        world.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = world.Home.Write("token", "eyJ-first\n");
        world.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/a+b";
        using var connections = world.Connect();

        var first = await connections.CredentialsAsync(default);
        world.Home.Write("token", "eyJ-second");
        world.Clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Same(first, await connections.CredentialsAsync(default));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await connections.CredentialsAsync(default);

        Assert.Equal(("ASIA1", "ASIA3"), (first.AccessKeyId, second.AccessKeyId));
        Assert.Equal(["eyJ-first", "eyJ-second", "eyJ-second"], asked.Select(fields => fields["WebIdentityToken"]));
        Assert.All(asked, fields => Assert.Equal(("AssumeRoleWithWebIdentity", "arn:aws:iam::1:role/a+b", "cachekit"), (fields["Action"], fields["RoleArn"], fields["RoleSessionName"])));
        Assert.DoesNotContain(world.Aws.Requests, request => request.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("AccessDenied", "sts:AssumeRoleWithWebIdentity")]
    [InlineData("ExpiredTokenException", "has ended")]
    [InlineData("InvalidIdentityToken", "OIDC")]
    public async Task ARefusedWebIdentity_SaysWhatToCheckAndNotTheToken(string code, string advice)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Aws.TokenService = _ => (403, Error(code));
        world.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = world.Home.Write("token", "eyJ-t0ken-that-must-not-show");
        world.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/pod";

        var error = await Assert.ThrowsAsync<SecretsException>(() => world.AccessKeyIdAsync());

        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains(advice, error.Message);
        Assert.Contains(code, error.Message);
        Assert.DoesNotContain("t0ken", world.Everything(error));
        Assert.DoesNotContain("the-message-of-the-server", world.Everything(error));
    }

    [Fact]
    public async Task AnInstance_GivesItsRoleByVersion2()
    {
        await using var world = await StartOnInstanceAsync();
        using var connections = world.Connect();
        world.Aws.Instance.Credentials = ("ASIAONE", "one", "t1", world.Clock.GetUtcNow().AddHours(2));

        var first = await connections.CredentialsAsync(default);
        world.Aws.Instance.ForgetTokens();
        world.Aws.Instance.Credentials = ("ASIATWO", "two", "t2", world.Clock.GetUtcNow().AddHours(12));
        world.Clock.Advance(TimeSpan.FromHours(1.95));
        var second = await connections.CredentialsAsync(default);

        Assert.Equal(("ASIAONE", "one", "t1"), (first.AccessKeyId, first.SecretAccessKey, first.SessionToken));
        Assert.Equal("ASIATWO", second.AccessKeyId);
        Assert.Equal(2, world.Aws.Instance.TokenCount);
        Assert.Contains("role 'web'", first.ToString());
        world.Variables.Remove("AWS_REGION");
        using var elsewhere = world.Connect();
        world.Aws.Instance.Region = "ap-southeast-2";
        Assert.Equal("ap-southeast-2", await elsewhere.Region.GetAsync(default));
    }

    [Fact]
    public async Task AnInstanceThatIsAway_KeepsItsCredentialsToTheirEnd()
    {
        await using var world = await StartOnInstanceAsync();
        using var connections = world.Connect();
        var first = await connections.CredentialsAsync(default);

        world.Aws.Instance.IsOff = true;
        world.Clock.Advance(TimeSpan.FromHours(5.95));
        Assert.Same(first, await connections.CredentialsAsync(default));
        var asked = world.Aws.Requests.Count;
        Assert.Same(first, await connections.CredentialsAsync(default));

        Assert.Equal(asked, world.Aws.Requests.Count);
        Assert.Equal(1, world.Logs.Ids.Count(id => id == 3061));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var error = await Assert.ThrowsAsync<SecretsException>(() => connections.CredentialsAsync(default).AsTask());
        Assert.Contains("403", error.Message);

        world.Aws.Instance.IsOff = false;
        world.Aws.Instance.Credentials = ("ASIATWO", "two", "t2", world.Clock.GetUtcNow().AddHours(6));
        Assert.Equal("ASIATWO", (await connections.CredentialsAsync(default)).AccessKeyId);
    }

    [Fact]
    public async Task ManyCallers_ShareOneRenewal()
    {
        await using var world = await StartOnInstanceAsync();
        using var connections = world.Connect();

        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => connections.CredentialsAsync(default).AsTask())));

        Assert.Single(all.Distinct());
        Assert.Equal(1, world.Aws.Instance.TokenCount);
        Assert.Equal(3, world.Aws.Requests.Count);
    }

    [Fact]
    public async Task ACallerThatGivesUp_LeavesTheRenewalToTheOthers()
    {
        await using var world = await StartOnInstanceAsync();
        using var connections = world.Connect();
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connections.CredentialsAsync(impatient.Token).AsTask());

        Assert.Equal("ASIAONE", (await connections.CredentialsAsync(default)).AccessKeyId);
        Assert.Equal(1, world.Aws.Instance.TokenCount);
    }

    [Fact]
    public async Task AnExpiredToken_IsReplacedOnce()
    {
        await using var world = await StartOnInstanceAsync();
        world.Aws.Add("a", "1");
        world.Aws.Keys["ASIAONE"] = new FakeKey("one", "t1", world.Clock.GetUtcNow().AddHours(-1));
        world.Aws.Keys["ASIATWO"] = new FakeKey("two", "t2", world.Clock.GetUtcNow().AddHours(1));
        var reads = 0;
        using var store = new AwsSecretsManagerStore(world.Options(new AwsSecretsManagerOptions
        {
            SecretIds = { "a" },
            MapKey = secret =>
            {
                reads++;
                return secret.Key;
            },
        }));
        var failing = await Assert.ThrowsAsync<SecretsException>(() => store.ReadAsync(default).AsTask());
        world.Aws.Instance.Credentials = ("ASIATWO", "two", "t2", world.Clock.GetUtcNow().AddHours(1));
        var content = await store.ReadAsync(default);

        Assert.Contains("have ended", failing.Message);
        Assert.Equal("1", content.Values["a"]);
        Assert.Equal(1, reads);
        Assert.Equal(2, world.Logs.Ids.Count(id => id == 3062));
        Assert.Equal(3, world.Aws.Operations.Count());
    }

    [Fact]
    public async Task AKeyThatWasReplacedInItsFile_IsReadAnew()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Aws.Add("a", "1");
        world.Home.Write(".aws/credentials", Keys);
        world.Aws.Keys["AKIADEFAULT"] = new FakeKey("default-key");
        var configuration = world.Secrets(options => options.SecretIds.Add("a"));

        world.Aws.Keys.Clear();
        world.Aws.Keys["AKIANEW"] = new FakeKey("new-key");
        world.Home.Write(".aws/credentials", "[default]\naws_access_key_id=AKIANEW\naws_secret_access_key=new-key\n");
        world.Aws.Add("a", "2");
        configuration.Reload();

        Assert.Equal("2", configuration["a"]);
    }

    private static async Task<AwsWorld> StartOnInstanceAsync()
    {
        var world = await AwsWorld.StartAsync();
        world.Variables.Remove("AWS_EC2_METADATA_DISABLED");
        world.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = world.Aws.Url.ToString();
        world.Aws.Instance.Role = "web";
        world.Aws.Instance.Credentials = ("ASIAONE", "one", "t1", world.Clock.GetUtcNow().AddHours(6));
        return world;
    }

    private static string Assumed(string id, DateTimeOffset end) => $"""
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
          <SubjectFromWebIdentityToken>system:serviceaccount:shop:web</SubjectFromWebIdentityToken>
          <Credentials><SessionToken>session</SessionToken><SecretAccessKey>secret</SecretAccessKey><Expiration>{end:yyyy-MM-ddTHH:mm:ssZ}</Expiration><AccessKeyId>{id}</AccessKeyId></Credentials>
        </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
        """;

    private static string Error(string code) =>
        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>the-message-of-the-server</Message></Error><RequestId>1</RequestId></ErrorResponse>";
}
