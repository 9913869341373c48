using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Gcp;

public sealed class GcpCredentialTests
{
    [Fact]
    public async Task AUser_IsRefreshedFromTheWellKnownFileAndNamesWhoPays()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Variables.Remove("GOOGLE_APPLICATION_CREDENTIALS");
        world.Home.Write("gcloud/application_default_credentials.json", GcpWorld.Json(new()
        {
            ["type"] = "authorized_user", ["client_id"] = "client", ["client_secret"] = "cl13nt", ["refresh_token"] = "1//refresh+t0ken",
            ["quota_project_id"] = "shop", ["token_uri"] = new Uri(world.Gcp.Url, "/token").AbsoluteUri,
        }));
        world.Gcp.RefreshTokens.Add("1//refresh+t0ken");
        world.Gcp.Add("a", "1");

        Assert.Equal("1", world.Secrets()["a"]);
        Assert.All(world.Gcp.Requests.Where(request => request.Path.StartsWith("/v1/")), request => Assert.Equal("shop", request.Header("x-goog-user-project")));

        world.Gcp.RefreshTokens.Clear();
        var error = Assert.Throws<SecretsException>(() => world.Secrets());
        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains("gcloud auth application-default login", error.Message);
        Assert.DoesNotContain("cl13nt", world.Everything(error));
        Assert.DoesNotContain("refresh+t0ken", world.Everything(error));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task AWorkloadOfAnotherPlatform_ExchangesTheTokenOfItsFile(bool isJson, bool takesOnAnAccount)
    {
        await using var world = await GcpWorld.StartAsync();
        var token = world.Home.Write("subject", isJson ? """{"id":"subj3ct"}""" : "subj3ct\n");
        world.Gcp.SubjectTokens.Add("subj3ct");
        world.Gcp.Add("a", "1");
        var source = new Dictionary<string, object?> { ["file"] = token };
        if (isJson)
        {
            source["format"] = new Dictionary<string, object?> { ["type"] = "json", ["subject_token_field_name"] = "id" };
        }

        var file = new Dictionary<string, object?>
        {
            ["type"] = "external_account", ["audience"] = "//iam/pool", ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = new Uri(world.Gcp.Url, "/sts").AbsoluteUri, ["credential_source"] = source,
        };
        if (takesOnAnAccount)
        {
            file["service_account_impersonation_url"] = new Uri(world.Gcp.Url, "/impersonate").AbsoluteUri;
        }

        world.Variables["GOOGLE_CLOUD_PROJECT"] = "shop";
        var configuration = world.Secrets(options => options.CredentialsJson = GcpWorld.Json(file));

        Assert.Equal("1", configuration["a"]);
        Assert.Equal(takesOnAnAccount ? 2 : 1, world.Gcp.TokenCount);
    }

    [Fact]
    public async Task TheMetadataServer_GivesTokenAndProject()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Variables.Remove("GOOGLE_APPLICATION_CREDENTIALS");
        world.Variables["GCE_METADATA_HOST"] = $"127.0.0.1:{world.Gcp.Url.Port}";
        world.Gcp.Add("a", "1");

        Assert.Equal("1", world.Secrets(options => options.ProjectId = "shop")["a"]);
        var error = Assert.Throws<SecretsException>(() => world.Secrets());

        Assert.Equal(SecretsErrorCode.ProjectNotFound, error.Code);
        Assert.Contains(world.Gcp.Requests, request => request.Path == "/v1/projects/of-metadata/secrets");
    }

    [Fact]
    public async Task WhatIsNoMetadataServer_GetsNoFurther()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Variables.Remove("GOOGLE_APPLICATION_CREDENTIALS");
        world.Variables["GCE_METADATA_HOST"] = $"127.0.0.1:{world.Gcp.Url.Port}";
        world.Gcp.IsMetadataServer = false;

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.ProjectId = "shop"));

        Assert.Contains("no metadata server of Google", error.Message);
        Assert.DoesNotContain(world.Gcp.Requests, request => request.Path.StartsWith("/v1/"));
    }

    [Fact]
    public async Task AFileThatAllCanRead_IsRefusedUnlessAllowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var world = await GcpWorld.StartAsync();
        world.Gcp.Add("a", "1");
        var file = world.Home.Write("open.json", world.ServiceAccount(), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.CredentialsFile = file));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("GcpSecretManagerOptions.AllowWorldReadableFiles", error.Message);
        Assert.Equal("1", world.Secrets(options => (options.CredentialsFile, options.AllowWorldReadableFiles) = (file, true))["a"]);
    }

    [Theory]
    [InlineData("v4lu3 is no json", "no JSON")]
    [InlineData("""{"type":"impersonated_service_account"}""", "'impersonated_service_account'")]
    [InlineData("""{"v4lu3":1}""", "no known type")]
    [InlineData("""{"type":"service_account","token_uri":"https://x"}""", "'client_email'")]
    [InlineData("""{"type":"service_account","token_uri":"http://tokens.example.com","client_email":"a","private_key":"v4lu3"}""", "'token_uri'")]
    [InlineData("""{"type":"service_account","token_uri":"https://x","client_email":"a","private_key":"v4lu3"}""", "no RSA key")]
    [InlineData("""{"type":"external_account","token_url":"https://x","audience":"a","subject_token_type":"t","credential_source":{"url":"v4lu3"}}""", "names no file")]
    [InlineData("""{"type":"external_account","token_url":"https://x","audience":"a","subject_token_type":"t","credential_source":{"file":"/not-there"}}""", "'/not-there'")]
    public async Task CredentialsThatCannotBeUsed_SayWhatIsWrongAndNothingOfThem(string json, string what)
    {
        await using var world = await GcpWorld.StartAsync();
        world.Variables["GOOGLE_CLOUD_PROJECT"] = "shop";

        var error = Assert.Throws<SecretsException>(() => world.Secrets(options => options.CredentialsJson = json));

        Assert.Contains(what, error.Message);
        Assert.DoesNotContain("v4lu3", world.Everything(error));
    }

    [Fact]
    public async Task AFileThatIsMissing_IsNamed()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = "/not/there.json";

        Assert.Contains("'/not/there.json'", Assert.Throws<SecretsException>(() => world.Secrets()).Message);
    }

    [Fact]
    public async Task WithoutAProject_AllPlacesAreNamed()
    {
        await using var world = await GcpWorld.StartAsync();
        world.Home.Write("key.json", world.ServiceAccount().Replace("\"project_id\":\"shop\",", "", StringComparison.Ordinal));

        var error = Assert.Throws<SecretsException>(() => world.Secrets());

        Assert.Equal(SecretsErrorCode.MissingConfig, error.Code);
        Assert.Contains("GOOGLE_CLOUD_PROJECT", error.Message);
        Assert.Contains("ProjectId", error.Message);
    }

    [Fact]
    public async Task ATokenNearItsEnd_IsRenewedAndKeptWhereThatFails()
    {
        await using var world = await GcpWorld.StartAsync();
        using var connections = new GcpConnections("GCP", world.Options());
        var first = await connections.TokenAsync(default);
        var same = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => connections.TokenAsync(default).AsTask())));
        Assert.All(same, token => Assert.Same(first, token));

        var account = world.Gcp.Accounts.Single();
        world.Gcp.Accounts.Clear();
        world.Clock.Advance(TimeSpan.FromMinutes(57));
        Assert.Same(first, await connections.TokenAsync(default));
        Assert.Contains(3061, world.Logs.Ids);

        world.Gcp.Accounts.Add(account.Key, account.Value);
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotSame(first, await connections.TokenAsync(default));
        Assert.Equal(2, world.Gcp.TokenCount);
    }
}
