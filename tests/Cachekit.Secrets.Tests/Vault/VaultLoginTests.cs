using System.Text.Json.Nodes;

namespace Cachekit.Secrets.Tests.Vault;

public sealed class VaultLoginTests : IAsyncLifetime
{
    private const string SecretId = "s3cret-id";

    private readonly string _folder = Directory.CreateTempSubdirectory("vault-login-").FullName;
    private readonly LogRecorder _logs = new();
    private FakeVault _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _vault = await FakeVault.StartAsync();
        _vault.Put("secret/shop", new JsonObject { ["x"] = "1" });
        _vault.AppRoles["role-1"] = "shop";
        _vault.SecretIds[SecretId] = 100;
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AToken_ComesFromTheVariable()
    {
        var token = _vault.AddToken();

        await ReadAsync(options => options.Variable = name => name == "VAULT_TOKEN" ? token + "\n" : null);

        Assert.All(_vault.Server.Requests, request => Assert.Equal(token, request.Header("X-Vault-Token")));
    }

    [Fact]
    public async Task AToken_ComesFromTheFileOfTheCommandLine()
    {
        var token = _vault.AddToken();
        await WriteAsync(".vault-token", token + "\n");

        await ReadAsync(options => options.Variable = name => name == "HOME" ? _folder : null);

        Assert.All(_vault.Server.Requests, request => Assert.Equal(token, request.Header("X-Vault-Token")));
    }

    [Fact]
    public async Task ANewTokenInTheSinkOfAnAgent_IsTakenOver()
    {
        var (first, second) = (_vault.AddToken(), _vault.AddToken());
        var sink = await WriteAsync("sink", first);
        await using var store = Store(options => options.Login = new VaultTokenLogin { TokenFile = sink });
        await store.ReadAsync(default);
        _vault.Tokens.Remove(first);
        await File.WriteAllTextAsync(sink, second);

        await store.ReadAsync(default);
        File.Delete(sink);
        await store.ReadAsync(default);

        Assert.Equal([first, second], _vault.Server.Requests.Select(request => request.Header("X-Vault-Token")).Distinct());
    }

    [Fact]
    public async Task ASinkThatIsWrapped_IsExplained()
    {
        var sink = await WriteAsync("sink", """{"token":"hvs.x","ttl":300}""");

        var error = await FailAsync(options => options.Login = new VaultTokenLogin { TokenFile = sink });

        Assert.Contains("wrap_ttl", error.Message);
        Assert.DoesNotContain("hvs.x", error.ToString());
        Assert.Empty(_vault.Server.Requests);
    }

    [Fact]
    public async Task ATokenThatIsNone_IsAnErrorThatDoesNotShowIt()
    {
        var error = await FailAsync(options => options.Login = new VaultTokenLogin { Token = "hvs.unkn0wn" });

        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains("has expired or was revoked", error.Message);
        Assert.DoesNotContain("hvs.unkn0wn", error.ToString());
    }

    [Fact]
    public async Task ATokenWithoutTheDefaultPolicy_IsUsedAsItIs()
    {
        var token = _vault.AddToken(TimeSpan.FromHours(1), renewable: true, defaultPolicy: false, policies: ("secret/*", ["read"]));

        var content = await ReadAsync(options => options.Login = new VaultTokenLogin { Token = token });

        Assert.Equal("1", content.Values["x"]);
        Assert.Null(content.ReadAgainAfter);
        Assert.Contains(3047, _logs.Ids);
    }

    [Fact]
    public async Task AnAppRole_LogsInWithItsSecretId()
    {
        await ReadAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId });

        var login = _vault.Server.Requests[0];
        Assert.Equal(("POST", "/v1/auth/approle/login", "application/json"), (login.Method, login.Path, login.Header("Content-Type")));
        Assert.Equal($$"""{"role_id":"role-1","secret_id":"{{SecretId}}"}""", login.Body);
        Assert.Equal("", login.Header("X-Vault-Token"));
        Assert.Equal(1, _logs.Ids.Count(id => id == 3040));
    }

    [Fact]
    public async Task AnAppRole_ReadsItsSecretIdFileAtEachLoginAndCanBeMountedElsewhere()
    {
        _vault.SecretIds["0ther-id"] = 1;
        var file = await WriteAsync("secret-id", SecretId + "\n");
        await using var store = Store(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretIdFile = file, Mount = "/machines/" });
        await store.ReadAsync(default);
        await File.WriteAllTextAsync(file, "0ther-id");
        _vault.Tokens.Clear();

        await store.ReadAsync(default);

        Assert.Equal(2, _vault.Count("auth/machines/login"));
        Assert.DoesNotContain("0ther-id", _vault.SecretIds.Keys);
    }

    [Fact]
    public async Task AWrappedSecretId_IsUnwrappedOnceAlsoForAConfigurationThatIsBuiltAgain()
    {
        _vault.Wrapped["wr4p"] = ("auth/approle/role/shop/secret-id", SecretId);
        var login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "wr4p", SecretIdIsWrapped = true, WrappingPath = "auth/approle/role/shop/secret-id" };

        await ReadAsync(options => options.Login = login);
        await ReadAsync(options => options.Login = login);

        Assert.Equal(1, _vault.Count("sys/wrapping/unwrap"));
        Assert.Equal("wr4p", _vault.Server.Requests.Single(request => request.Path == "/v1/sys/wrapping/unwrap").Header("X-Vault-Token"));
        Assert.Equal(2, _vault.Logins);
    }

    [Fact]
    public async Task AWrappingTokenThatWasUsed_IsAnAlarm()
    {
        var error = await FailAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "wr4p", SecretIdIsWrapped = true });

        Assert.Contains("was unwrapped before", error.Message);
        Assert.Contains("stolen", error.Message);
        Assert.DoesNotContain("wr4p", error.ToString());
    }

    [Fact]
    public async Task AWrappingTokenOfAnotherPath_IsNotUnwrapped()
    {
        _vault.Wrapped["wr4p"] = ("sys/wrapping/wrap", SecretId);

        var error = await FailAsync(options => options.Login = new VaultAppRoleLogin
        {
            RoleId = "role-1", SecretId = "wr4p", SecretIdIsWrapped = true, WrappingPath = "auth/approle/role/shop/secret-id",
        });

        Assert.Contains("made at 'sys/wrapping/wrap', not at 'auth/approle/role/shop/secret-id'", error.Message);
        Assert.Equal(0, _vault.Count("sys/wrapping/unwrap"));
    }

    [Fact]
    public async Task ARefusedAppRole_SaysWhatCanBeWrong()
    {
        var error = await FailAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "wr0ng" });

        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains("auth/approle/login was refused (400)", error.Message);
        Assert.Contains("secret_id_num_uses", error.Message);
        Assert.DoesNotContain("wr0ng", error.ToString());
        Assert.DoesNotContain(FakeVaultAnswer.Detail, error.ToString());
    }

    [Fact]
    public async Task Kubernetes_ReadsItsTokenAgainAtEachLogin()
    {
        _vault.ServiceAccounts["jwt-1"] = "shop";
        _vault.ServiceAccounts["jwt-2"] = "shop";
        var file = await WriteAsync("token", "jwt-1");
        await using var store = Store(options => options.Login = new VaultKubernetesLogin { Role = "shop", TokenFile = file });
        await store.ReadAsync(default);
        await File.WriteAllTextAsync(file, "jwt-2");
        _vault.Tokens.Clear();

        await store.ReadAsync(default);

        Assert.Equal(
            ["""{"role":"shop","jwt":"jwt-1"}""", """{"role":"shop","jwt":"jwt-2"}"""],
            _vault.Server.Requests.Where(request => request.Path == "/v1/auth/kubernetes/login").Select(request => request.Body));
    }

    [Fact]
    public async Task ARefusedServiceAccount_SaysWhatCanBeWrong()
    {
        var file = await WriteAsync("token", "jwt-unkn0wn");

        var error = await FailAsync(options => options.Login = new VaultKubernetesLogin { Role = "shop", TokenFile = file, Mount = "k8s" });
        var missing = await FailAsync(options => options.Login = new VaultKubernetesLogin { Role = "shop", TokenFile = file + ".missing" });

        Assert.Contains("auth/k8s/login was refused (403)", error.Message);
        Assert.Contains("The role 'shop' is unknown, is not bound to this service account", error.Message);
        Assert.DoesNotContain("jwt-unkn0wn", error.ToString());
        Assert.Equal(SecretsErrorCode.MissingConfig, missing.Code);
        Assert.Contains(file + ".missing", missing.Message);
    }

    [Fact]
    public async Task AnAnswerWithoutAToken_PointsToTheSecondFactor()
    {
        _vault.Override = request => request.Path == "/v1/auth/approle/login" ? (200, """{"auth":{"client_token":"","mfa_requirement":{"mfa_request_id":"x"}}}""") : null;

        Assert.Contains("MFA", (await FailAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId })).Message);
    }

    [Fact]
    public async Task ConcurrentReads_LogInOnce()
    {
        await using var store = Store(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.ReadAsync(default).AsTask()));

        Assert.Equal(1, _vault.Logins);
    }

    [Fact]
    public async Task ARevokedToken_IsReplacedOnceForAllReads()
    {
        await using var store = Store(options =>
        {
            options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId };
            for (var i = 0; i < 20; i++)
            {
                _vault.Put($"secret/s{i}", new JsonObject { [$"s{i}"] = "1" });
                options.AddSecret($"s{i}");
            }
        });
        await store.ReadAsync(default);
        _vault.Tokens.Clear();

        var content = await store.ReadAsync(default);

        Assert.Equal(21, content.Values.Count);
        Assert.Equal(2, _vault.Logins);
    }

    [Fact]
    public async Task AForbiddenPath_LogsInOnceAndThenNotAgainForAWhile()
    {
        _vault.LoginPolicies = [("secret/data/other", ["read"])];
        await using var store = Store(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId });

        for (var i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<SecretsException>(async () => await store.ReadAsync(default));
            Assert.Contains("""path "secret/data/shop" { capabilities = ["read"] }""", error.Message);
        }

        Assert.Equal(2, _vault.Logins);
        _vault.LoginPolicies = [("*", ["read"])];
        _vault.Clock.Advance(VaultSession.FruitlessPause);
        Assert.Equal("1", (await store.ReadAsync(default)).Values["x"]);
        Assert.Equal(3, _vault.Logins);
    }

    [Fact]
    public async Task LoginsThatDoNotHelp_GetRarer()
    {
        _vault.LoginPolicies = [("secret/data/other", ["read"])];
        await using var store = Store(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId });

        var logins = new List<int>();
        foreach (var minutes in new[] { 0, 5, 5, 5, 10, 10 })
        {
            _vault.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await Assert.ThrowsAsync<SecretsException>(async () => await store.ReadAsync(default));
            logins.Add(_vault.Logins);
        }

        Assert.Equal([2, 3, 3, 4, 4, 5], logins);
    }

    [Fact]
    public async Task ALoginThatCannotBeRepeated_IsNamedBesideWhatWasForbidden()
    {
        _vault.SecretIds["0nce"] = 1;
        _vault.LoginPolicies = [("secret/data/other", ["read"])];

        var error = await FailAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "0nce" });

        Assert.Contains("is forbidden (403)", error.Message);
        Assert.Contains("A new login failed too", error.Message);
    }

    [Fact]
    public async Task OnDispose_OnlyTokensThatWereLoggedInForAreRevoked()
    {
        var given = _vault.AddToken();

        await ReadAsync(options => options.Login = new VaultTokenLogin { Token = given });
        Assert.Equal(0, _vault.Count("auth/token/revoke-self"));

        await ReadAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId });
        Assert.Equal(1, _vault.Count("auth/token/revoke-self"));
        Assert.Equal([given], _vault.Tokens.Keys);

        await ReadAsync(options =>
        {
            options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId };
            options.RevokeOnDispose = false;
        });
        Assert.Equal(1, _vault.Count("auth/token/revoke-self"));
    }

    [Fact]
    public async Task ARevocationThatFails_IsLoggedAndHurtsNobody()
    {
        _vault.Override = request => request.Path == "/v1/auth/token/revoke-self" ? (500, "{}") : null;

        await ReadAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = SecretId });

        Assert.Equal(1, _logs.Ids.Count(id => id == 3048));
    }

    [Fact]
    public async Task NothingThatIsLogged_HoldsACredential()
    {
        _vault.Wrapped["wr4p"] = ("auth/approle/role/shop/secret-id", SecretId);
        await ReadAsync(options => options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "wr4p", SecretIdIsWrapped = true });

        Assert.NotEmpty(_logs.Lines);
        Assert.All(_logs.Lines, line => Assert.DoesNotMatch("wr4p|s3cret-id|t0k3n", line.Text + line.Exception));
    }

    [Fact]
    public async Task AFileThatEverybodyCanRead_IsRefusedUnlessThatIsAllowed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // which has no such bits
        }

        var file = await WriteAsync("secret-id", SecretId);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var login = new VaultAppRoleLogin { RoleId = "role-1", SecretIdFile = file };

        var error = await FailAsync(options => options.Login = login);
        await ReadAsync(options => (options.Login, options.AllowWorldReadableFiles) = (login, true));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("VaultOptions.AllowWorldReadableFiles", error.Message);
        Assert.DoesNotContain(SecretId, error.ToString());
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    private VaultSecretStore Store(Action<VaultOptions> configure) => _vault.Store(options =>
    {
        options.LoggerFactory = _logs;
        options.AddSecret("shop");
        configure(options);
    });

    private async Task<SecretStoreContent> ReadAsync(Action<VaultOptions> configure)
    {
        await using var store = Store(configure);
        return await store.ReadAsync(default);
    }

    private async Task<SecretsException> FailAsync(Action<VaultOptions> configure)
    {
        await using var store = Store(configure);
        return await Assert.ThrowsAsync<SecretsException>(async () => await store.ReadAsync(default));
    }
}
