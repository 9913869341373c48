namespace Cachekit.Secrets.Tests.Aws;

public sealed class AwsProfileTests
{
    [Fact]
    public void AFile_IsReadAsTheToolsReadIt()
    {
        var profiles = AwsProfileParser.Parse(
            "\uFEFF# a comment\r\n[default]\r\nregion = eu-west-1 ; near\r\nAWS_Secret_Access_Key=a#b;c==\r\ns3 =\r\n  max_queue_size = 1\r\n\r\n[profile shop] # ours\r\nregion=eu-central-1\r\n[profile \"two words\"]\r\nregion=us-east-1\r\n[sso-session x]\r\nsso_region = eu-north-1\r\n[shop]\r\nregion = not a profile here\r\n[profile shop]\r\noutput = json\r\n",
            "config",
            isConfig: true);

        Assert.Equal(["default", "shop", "two words"], profiles.Keys.Order());
        Assert.Equal("eu-west-1", profiles["default"]["region"]);
        Assert.Equal("a#b;c==", profiles["default"]["aws_secret_access_key"]);
        Assert.False(profiles["default"].ContainsKey("max_queue_size"));
        Assert.Equal(("eu-central-1", "json"), (profiles["shop"]["region"], profiles["shop"]["output"]));
    }

    [Theory]
    [InlineData("[default", 1, "bracket")]
    [InlineData("[default]\nv4lu3-that-must-not-show", 2, "name = value")]
    [InlineData("v4lu3 = x", 1, "first section")]
    public void ALineThatIsNoSetting_IsNamedByItsNumber(string text, int line, string what)
    {
        var error = Assert.Throws<SecretsException>(() => AwsProfileParser.Parse(text, "the-file", isConfig: false));

        Assert.Contains($"Line {line} of 'the-file'", error.Message);
        Assert.Contains(what, error.Message);
        Assert.DoesNotContain("v4lu3", error.Message);
    }

    [Fact]
    public async Task TheCredentialsFile_WinsAndTheConfigFileGivesTheRegion()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Variables.Remove("AWS_REGION");
        world.Variables["AWS_SHARED_CREDENTIALS_FILE"] = world.Home.Write("keys", "[shop]\naws_access_key_id=AKIAONE\naws_secret_access_key=one\n");
        world.Variables["AWS_CONFIG_FILE"] = world.Home.Write("settings", "[profile shop]\nregion = eu-north-1\naws_access_key_id=AKIATWO\naws_secret_access_key=two\n");
        world.Variables["AWS_PROFILE"] = "shop";
        using var connections = world.Connect();

        Assert.Equal("AKIAONE", (await connections.CredentialsAsync(default)).AccessKeyId);
        Assert.Equal("eu-north-1", await connections.Region.GetAsync(default));
        world.Variables["AWS_DEFAULT_REGION"] = "eu-south-1";
        using var second = world.Connect();
        Assert.Equal("eu-south-1", await second.Region.GetAsync(default));
        world.Variables["AWS_REGION"] = "eu-west-3";
        using var third = world.Connect();
        Assert.Equal("eu-west-3", await third.Region.GetAsync(default));
        using var named = world.Connect(options => options.Profile = "shop");
        Assert.Equal("eu-north-1", await named.Region.GetAsync(default));
        using var last = world.Connect(options => options.Region = "sa-east-1");
        Assert.Equal("sa-east-1", await last.Region.GetAsync(default));
    }

    [Fact]
    public async Task WithoutARegion_AllPlacesAreNamed()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Variables.Remove("AWS_REGION");

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.SecretIds.Add("a")));

        Assert.Equal(SecretsErrorCode.MissingConfig, error.Code);
        Assert.All(["Region", "AWS_REGION", "profile", "AWS_EC2_METADATA_DISABLED"], place => Assert.Contains(place, error.Message));
    }

    [Theory]
    [InlineData("credentials", "[default]\naws_access_key_id=AKIA\naws_secret_access_key=k3y\n")]
    [InlineData("config", "[default]\naws_access_key_id=AKIA\naws_secret_access_key=k3y\n")]
    public async Task AFileWithKeysThatAllCanRead_IsRefusedUnlessAllowed(string file, string content)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var world = await AwsWorld.StartAsync();
        world.Home.Write($".aws/{file}", content, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using var strict = world.Connect();
        using var lenient = world.Connect(options => options.AllowWorldReadableFiles = true);

        var error = await Assert.ThrowsAsync<SecretsException>(() => strict.CredentialsAsync(default).AsTask());

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("AllowWorldReadableFiles", error.Message);
        Assert.DoesNotContain("k3y", error.ToString());
        Assert.Equal("AKIA", (await lenient.CredentialsAsync(default)).AccessKeyId);
    }

    [Fact]
    public async Task AConfigFileWithoutKeys_MayBeReadByAll()
    {
        await using var world = await AwsWorld.StartWithKeyAsync();
        world.Variables.Remove("AWS_REGION");
        world.Home.Write(".aws/config", "[default]\nregion=eu-west-2\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using var connections = world.Connect();

        Assert.Equal("eu-west-2", await connections.Region.GetAsync(default));
    }

    [Theory]
    [InlineData("sso_session = x", "sso_session")]
    [InlineData("credential_process = /bin/x", "credential_process")]
    [InlineData("role_arn = arn:x\nsource_profile = default\naws_access_key_id=AKIA\naws_secret_access_key=k", "source_profile")]
    public async Task AProfileOfAnotherKind_SaysWhatToDoInstead(string settings, string named)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Home.Write(".aws/config", $"[profile dev]\n{settings}\n");

        var error = await Assert.ThrowsAsync<SecretsException>(() => world.Connect(options => options.Profile = "dev").CredentialsAsync(default).AsTask());

        Assert.Contains($"'{named}'", error.Message);
        Assert.Contains("export-credentials --profile dev", error.Message);
    }

    [Fact]
    public async Task AProfileThatIsMissing_IsAnErrorWhereItWasNamed()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Variables["AWS_PROFILE"] = "nobody";

        var error = await Assert.ThrowsAsync<SecretsException>(() => world.Connect().CredentialsAsync(default).AsTask());

        Assert.Contains("'nobody'", error.Message);
        Assert.Contains("AWS_PROFILE", error.Message);
    }

    [Fact]
    public async Task AProfileWithAWebIdentity_TakesItsRole()
    {
        await using var world = await AwsWorld.StartAsync();
        var token = world.Home.Write("token", "eyJ");
        world.Home.Write(".aws/config", $"[default]\nrole_arn = arn:aws:iam::1:role/x\nweb_identity_token_file = {token}\nrole_session_name = me\n");
        IReadOnlyDictionary<string, string>? asked = null;
        world.Aws.TokenService = fields =>
        {
            asked = fields;
            return (200, "<R><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-01-01T01:00:00Z</Expiration></Credentials></R>");
        };
        using var connections = world.Connect();

        Assert.Equal("ASIA", (await connections.CredentialsAsync(default)).AccessKeyId);
        Assert.Equal("me", asked!["RoleSessionName"]);
    }
}
