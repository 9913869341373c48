using System.Text.Json.Nodes;

namespace Cachekit.Secrets.Tests.Vault;

public sealed class VaultKvTests : IAsyncLifetime
{
    private FakeVault _vault = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _vault = await FakeVault.StartAsync();
        _token = _vault.AddToken();
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task Version2_IsDetectedAndNestedFieldsAreFlattened()
    {
        _vault.Put("secret/shop", (JsonObject)JsonNode.Parse("""
            {"ConnectionStrings__Main":"db1","Mail/Host":"smtp","Redis":{"Hosts":["a","b"],"Port":6379,"Ssl":true,"None":null},"big":12345678901234567890.5}
            """)!);

        var values = await ReadAsync(options => options.AddSecret("shop"));

        Assert.Equal("db1", values["ConnectionStrings:Main"]);
        Assert.Equal("smtp", values["mail:host"]);
        Assert.Equal("a", values["Redis:Hosts:0"]);
        Assert.Equal("b", values["Redis:Hosts:1"]);
        Assert.Equal("6379", values["Redis:Port"]);
        Assert.Equal("true", values["Redis:Ssl"]);
        Assert.Null(values["Redis:None"]);
        Assert.Equal("12345678901234567890.5", values["big"]);
        Assert.Equal(8, values.Count);
        Assert.Equal(1, _vault.Count("sys/internal/ui/mounts/secret/shop"));
        var read = _vault.Server.Requests.Single(request => request.Path == "/v1/secret/data/shop");
        Assert.Equal(_token, read.Header("X-Vault-Token"));
        Assert.Equal("true", read.Header("X-Vault-Request"));
        Assert.Equal("", read.Header("X-Vault-Namespace"));
    }

    [Fact]
    public async Task TheVersion_IsAskedForOncePerMount()
    {
        _vault.Put("secret/a", new JsonObject { ["a"] = "1" });
        _vault.Put("secret/b", new JsonObject { ["b"] = "2" });
        await using var store = Store(options => options.AddSecret("a").AddSecret("b"));

        await store.ReadAsync(default);
        await store.ReadAsync(default);

        Assert.Single(_vault.Server.Requests, request => request.Path.StartsWith("/v1/sys/internal/ui/mounts/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AVersionThatIsSaid_IsNotAskedFor()
    {
        _vault.Put("kv/old", new JsonObject { ["a"] = "1" });

        var values = await ReadAsync(options =>
        {
            options.Mount = "kv";
            options.KvVersion = VaultKvVersion.V1;
            options.AddSecret("old");
        });

        Assert.Equal("1", values["a"]);
        Assert.Equal(["/v1/auth/token/lookup-self", "/v1/kv/old"], _vault.Server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Version1AndNestedMounts_AreDetected()
    {
        _vault.Put("kv/old", new JsonObject { ["a"] = "1" });
        _vault.Put("team/kv/new", new JsonObject { ["b"] = "2" });

        var values = await ReadAsync(options => options.AddSecret("/old/", path => path.Mount = "kv").AddSecret("new", path => path.Mount = "/team/kv/"));

        Assert.Equal(("1", "2"), (values["a"], values["b"]));
        Assert.Equal(1, _vault.Count("kv/old"));
        Assert.Equal(1, _vault.Count("team/kv/data/new"));
    }

    [Fact]
    public async Task SectionsAndKeys_SayWhereFieldsGo()
    {
        _vault.Put("secret/db", new JsonObject { ["username"] = "u", ["password"] = "p", ["nested"] = new JsonObject { ["x"] = "1" } });

        var values = await ReadAsync(options => options.AddSecret("db", path =>
        {
            path.Section = "Database:Main";
            path.Keys["username"] = "Shop:User";
            path.Keys["nested"] = "Other";
        }));

        Assert.Equal(["Database:Main:password", "Other:x", "Shop:User"], values.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TheLaterPath_Wins()
    {
        _vault.Put("secret/base", new JsonObject { ["a"] = "base", ["b"] = "base" });
        _vault.Put("secret/own", new JsonObject { ["A"] = "own" });

        var values = await ReadAsync(options => options.AddSecret("base").AddSecret("own"));

        Assert.Equal(("own", "base"), (values["a"], values["b"]));
    }

    [Theory]
    [InlineData("secret", "metadata/")]
    [InlineData("kv", "")]
    public async Task ATree_IsListedDownToItsLeaves(string mount, string listed)
    {
        _vault.Put($"{mount}/shop/db", new JsonObject { ["password"] = "p" });
        _vault.Put($"{mount}/shop/mail/out going", new JsonObject { ["key__id"] = "k" });
        _vault.Put($"{mount}/shop/mail/ünter", new JsonObject { ["x"] = "y" });
        _vault.Put($"{mount}/other", new JsonObject { ["no"] = "no" });

        var values = await ReadAsync(options =>
        {
            options.Mount = mount;
            options.AddTree("shop", path => path.Section = "App");
        });

        Assert.Equal(["App:db:password", "App:mail:out going:key:id", "App:mail:ünter:x"], values.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(_vault.Server.Requests, request => request.Method == "GET" && request.PathAndQuery == $"/v1/{mount}/{listed}shop/mail?list=true");
    }

    [Fact]
    public async Task AWholeMount_IsATree()
    {
        _vault.Put("secret/a", new JsonObject { ["x"] = "1" });
        _vault.Put("secret/b/c", new JsonObject { ["x"] = "2" });

        var values = await ReadAsync(options => options.AddTree(""));

        Assert.Equal(("1", "2"), (values["a:x"], values["b:c:x"]));
    }

    [Fact]
    public async Task ADeletedSecretInATree_IsLeftOut()
    {
        _vault.Put("secret/shop/a", new JsonObject { ["x"] = "1" });
        _vault.Put("secret/shop/b", new JsonObject { ["x"] = "2" });
        _vault.Secrets["secret/shop/b"].DeletedAt = "2026-01-01T10:00:00Z";

        Assert.Equal(["a:x"], (await ReadAsync(options => options.AddTree("shop"))).Keys);
    }

    [Fact]
    public async Task AnEmptyTree_IsAnErrorUnlessItIsOptional()
    {
        var error = await FailAsync(options => options.AddTree("nothing"));

        Assert.Equal(SecretsErrorCode.SecretNotFound, error.Code);
        Assert.Contains("secret/nothing/", error.Message);
        Assert.Empty(await ReadAsync(options => options.AddTree("nothing", path => path.Optional = true)));
    }

    [Fact]
    public async Task AMissingSecret_IsAnErrorThatNamesItUnlessItIsOptional()
    {
        var error = await FailAsync(options => options.AddSecret("nothing"));

        Assert.Equal(SecretsErrorCode.SecretNotFound, error.Code);
        Assert.Contains("secret/data/nothing (404)", error.Message);
        Assert.Contains("Optional", error.Message);
        Assert.Empty(await ReadAsync(options => options.AddSecret("nothing", path => path.Optional = true)));
    }

    [Fact]
    public async Task ADeletedVersion_IsNamedWithTheWayBack()
    {
        _vault.Put("secret/shop", new JsonObject { ["x"] = "1" });
        _vault.Put("secret/shop", new JsonObject { ["x"] = "2" });
        _vault.Secrets["secret/shop"].DeletedAt = "2026-01-01T10:00:00Z";

        var error = await FailAsync(options => options.AddSecret("shop"));

        Assert.Equal(SecretsErrorCode.SecretNotFound, error.Code);
        Assert.Contains("version 2 of secret/shop was deleted at 2026-01-01T10:00:00Z", error.Message);
        Assert.Contains("vault kv undelete -mount=secret -versions=2 shop", error.Message);
        Assert.Empty(await ReadAsync(options => options.AddSecret("shop", path => path.Optional = true)));
    }

    [Fact]
    public async Task ADestroyedVersion_IsSaidToBeLost()
    {
        _vault.Put("secret/shop", new JsonObject { ["x"] = "1" });
        _vault.Secrets["secret/shop"].Destroyed = true;

        Assert.Contains("version 1 of secret/shop was destroyed", (await FailAsync(options => options.AddSecret("shop"))).Message);
    }

    [Fact]
    public async Task AForbiddenPath_IsNamedWithThePolicyThatItNeeds()
    {
        _vault.Put("secret/shop", new JsonObject { ["x"] = "1" });
        _vault.Put("secret/other", new JsonObject { ["x"] = "1" });
        _token = _vault.AddToken(policies: ("secret/data/shop", ["read"]));

        var read = await FailAsync(options => options.AddSecret("shop").AddSecret("other"));
        var list = await FailAsync(options => options.AddTree("shop"));
        var mount = await FailAsync(options => options.AddSecret("shop", path => path.Mount = "kv"));

        Assert.Equal(SecretsErrorCode.InvalidToken, read.Code);
        Assert.Contains("""path "secret/data/other" { capabilities = ["read"] }""", read.Message);
        Assert.Contains("""path "secret/metadata/shop" { capabilities = ["list"] }""", list.Message);
        Assert.Contains("kv/ is forbidden (403)", mount.Message);
    }

    [Fact]
    public async Task AnotherEngine_IsNoKv()
    {
        var error = await FailAsync(options => options.AddSecret("creds/shop", path => path.Mount = "database"));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("of the type 'database'", error.Message);
        Assert.Contains("AddDynamic", error.Message);
    }

    [Fact]
    public async Task TwoFieldsWithOneKey_AreNamed()
    {
        _vault.Put("secret/shop", new JsonObject { ["a__b"] = "v4lue-1", ["A"] = new JsonObject { ["B"] = "v4lue-2" } });

        var error = await FailAsync(options => options.AddSecret("shop"));

        Assert.Contains("'a__b' and 'A:B' of secret/shop are both 'A:B'", error.Message);
        Assert.DoesNotContain("v4lue", error.Message);
    }

    [Fact]
    public async Task AMappedFieldThatIsNotThere_IsNamedBesideThoseThatAre()
    {
        _vault.Put("secret/shop", new JsonObject { ["username"] = "v4lue-1", ["password"] = "v4lue-2" });

        var error = await FailAsync(options => options.AddSecret("shop", path => path.Keys["usrname"] = "User"));

        Assert.Contains("secret/shop has no field 'usrname'", error.Message);
        Assert.Contains("'username', 'password'", error.Message);
        Assert.DoesNotContain("v4lue", error.Message);
    }

    [Fact]
    public async Task ANamespace_GoesWithEachRequest()
    {
        _vault.Namespace = "team/a";
        _vault.Put("secret/shop", new JsonObject { ["x"] = "1" });

        Assert.Equal("1", (await ReadAsync(options =>
        {
            options.Variable = name => name == "VAULT_NAMESPACE" ? "/team/a" : null;
            options.AddSecret("shop");
        }))["x"]);
        Assert.All(_vault.Server.Requests, request => Assert.Equal("team/a/", request.Header("X-Vault-Namespace")));
    }

    [Theory]
    [InlineData(400, SecretsErrorCode.InvalidInput, "bad request")]
    [InlineData(405, SecretsErrorCode.UnknownError, "kind")]
    [InlineData(412, SecretsErrorCode.UnknownError, "recent write")]
    [InlineData(429, SecretsErrorCode.UnknownError, "rate limit quota")]
    [InlineData(472, SecretsErrorCode.UnknownError, "disaster recovery")]
    [InlineData(473, SecretsErrorCode.UnknownError, "performance standby")]
    [InlineData(500, SecretsErrorCode.UnknownError, "500")]
    [InlineData(501, SecretsErrorCode.UnknownError, "operator init")]
    [InlineData(502, SecretsErrorCode.UnknownError, "another system")]
    [InlineData(503, SecretsErrorCode.UnknownError, "operator unseal")]
    public async Task EachStatus_SaysWhatToDoAndNothingOfTheAnswer(int status, SecretsErrorCode code, string part)
    {
        _vault.Override = request => request.Path == "/v1/secret/data/shop" ? (status, $$"""{"errors":["{{FakeVaultAnswer.Detail}}"]}""") : null;

        var error = await FailAsync(options => options.AddSecret("shop"));

        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message);
        Assert.DoesNotContain(FakeVaultAnswer.Detail, error.ToString());
        Assert.DoesNotContain(_token, error.ToString());
    }

    [Fact]
    public async Task AProxysPage_IsNotTakenForVault()
    {
        _vault.Override = request => request.Path == "/v1/secret/data/shop" ? (404, "<html>v4lue</html>") : null;

        var error = await FailAsync(options => options.AddSecret("shop", path => path.Optional = true));

        Assert.Contains("something that is not Vault", error.Message);
        Assert.DoesNotContain("v4lue", error.ToString());
    }

    [Fact]
    public async Task ABusyStandby_IsAskedAgain()
    {
        _vault.Put("secret/shop", new JsonObject { ["x"] = "1" });
        var refusals = 1;
        _vault.Override = request => request.Path == "/v1/secret/data/shop" && refusals-- > 0 ? (412, """{"errors":[]}""") : null;

        var values = await ReadAsync(options =>
        {
            options.Http.Retries = 1;
            options.Http.RetryDelay = TimeSpan.Zero;
            options.AddSecret("shop");
        });

        Assert.Equal("1", values["x"]);
        Assert.Equal(2, _vault.Count("secret/data/shop"));
    }

    private VaultSecretStore Store(Action<VaultOptions> configure) => _vault.Store(options =>
    {
        options.Login = new VaultTokenLogin { Token = _token };
        configure(options);
    });

    private async Task<IReadOnlyDictionary<string, string?>> ReadAsync(Action<VaultOptions> configure)
    {
        await using var store = Store(configure);
        return (await store.ReadAsync(default)).Values;
    }

    private async Task<SecretsException> FailAsync(Action<VaultOptions> configure)
    {
        await using var store = Store(configure);
        return await Assert.ThrowsAsync<SecretsException>(async () => await store.ReadAsync(default));
    }
}
