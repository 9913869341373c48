using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Vault;

public sealed class VaultOptionsTests : IDisposable
{
    private const string Value = "v4lue-that-must-not-show";

    private readonly string _folder = Directory.CreateTempSubdirectory("vault-options-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AllProblems_ComeAtOnce()
    {
        var error = Assert.Throws<CacheConfigurationException>(() => new ConfigurationBuilder().AddVault(options =>
        {
            options.Variable = static _ => null;
            options.KvVersion = (VaultKvVersion)9;
            options.Http.Retries = -1;
            options.ReadTimeout = TimeSpan.Zero;
            options.Login = new VaultAppRoleLogin { SecretId = Value, SecretIdFile = "x", WrappingPath = "y", Mount = "a//b" };
            options.AddSecret("a/../b").AddSecret("/").AddSecret("v1/secret/a").AddDynamic("database/creds/a", path => path.Mount = "database");
            options.AddSecret("c", path => path.Keys["x"] = " ").AddSecret("d", path => path.Mount = "");
        }));

        Assert.Equal(14, error.Problems.Count);
        Assert.Contains(error.Problems, problem => problem.Contains("VAULT_ADDR", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("RoleId is missing", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("'a/../b'", StringComparison.Ordinal));
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Theory]
    [InlineData("http://vault.internal:8200", "everybody on the way")]
    [InlineData("https://u:p4ss@vault.internal", "a user")]
    [InlineData("https://vault.internal/?x=1", "a query")]
    [InlineData("ftp://vault.internal", "no http URL")]
    public void AnAddressThatCannotBe_IsAProblem(string address, string part)
    {
        var problem = Assert.Single(Problems(options => options.Address = new Uri(address)));

        Assert.Contains(part, problem);
        Assert.DoesNotContain("p4ss", problem);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8200", false)]
    [InlineData("http://localhost:8200", false)]
    [InlineData("http://vault.internal:8200", true)]
    [InlineData("https://vault.internal/behind/a/proxy", false)]
    public void AnAddressThatCanBe_IsNone(string address, bool allowHttp) => Assert.Empty(Problems(options =>
    {
        options.Address = new Uri(address);
        options.AllowHttp = allowHttp;
    }));

    [Fact]
    public void NoTokenAnywhere_NamesTheWaysToOne() =>
        Assert.Contains("VAULT_TOKEN", Assert.Single(Problems(options => options.Login = new VaultTokenLogin())));

    [Fact]
    public void AVariableThatIsNoUrl_IsNamed() => Assert.Contains("VAULT_ADDR is no URL", Assert.Single(Problems(options =>
    {
        options.Address = null;
        options.Variable = name => name == "VAULT_ADDR" ? "vault" : null;
    })));

    [Fact]
    public void NoPaths_IsAProblem() => Assert.Contains("has no paths", Assert.Single(Problems(options => options.PathList.Clear())));

    [Fact]
    public void ACertificateFileThatIsNone_IsAProblem()
    {
        var file = Path.Combine(_folder, "empty.pem");
        File.WriteAllText(file, "nothing");

        Assert.Contains("has no certificate", Assert.Single(Problems(options => options.CaCertificateFile = file)));
        Assert.Contains("VAULT_CACERT", Assert.Single(Problems(options => options.Variable = name => name == "VAULT_CACERT" ? file + ".missing" : null)));
    }

    [Fact]
    public async Task TheCertificatesOfTheFile_AreTrusted()
    {
        await using var server = new WireServer("localhost")
        {
            Answer = request => WireAnswer.Status(200, request.Target.Contains("lookup-self", StringComparison.Ordinal) ? """{"data":{"ttl":0}}""" : """{"data":{"x":"1"}}"""),
        };
        var file = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(file, server.Certificate.ExportCertificatePem());

        await using var trusting = new VaultSecretStore(Options(options => options.Variable = name => name == "VAULT_CACERT" ? file : name == "VAULT_ADDR" ? server.Url : null));
        await using var other = new VaultSecretStore(Options(options => options.Address = new Uri(server.Url)));

        Assert.Equal("1", (await trusting.ReadAsync(default)).Values["x"]);
        Assert.Contains("certificate is not trusted", (await Assert.ThrowsAsync<SecretsException>(async () => await other.ReadAsync(default))).Message);

        VaultOptions Options(Action<VaultOptions> configure)
        {
            var made = new VaultOptions { Login = new VaultTokenLogin { Token = "t" }, KvVersion = VaultKvVersion.V1, Variable = static _ => null };
            made.Http.Retries = 0;
            made.AddSecret("shop");
            configure(made);
            made.Validate();
            return made;
        }
    }

    [Fact]
    public void NothingThatShowsOptions_ShowsCredentials()
    {
        var logins = new VaultLogin[]
        {
            new VaultTokenLogin { Token = Value }, new VaultAppRoleLogin { RoleId = "r", SecretId = Value }, new VaultKubernetesLogin { Role = "r" },
        };

        Assert.All(logins, login =>
        {
            var options = new VaultOptions { Address = new Uri("https://vault.internal"), Login = login };
            Assert.DoesNotContain(Value, login.ToString());
            Assert.DoesNotContain(Value, options.ToString());
            Assert.Contains("vault.internal", options.ToString());
        });
        Assert.DoesNotContain(Value, VaultRequest.Post("auth/approle/login", VaultRequest.Body(("secret_id", Value))).ToString());
        Assert.DoesNotContain(Value, VaultToken.Unknown(Value).ToString());
    }

    [Fact]
    public void AStore_IsCalledAfterItsPaths()
    {
        var options = new VaultOptions { Address = new Uri("https://vault.internal"), Login = new VaultTokenLogin { Token = "t" }, Variable = static _ => null };
        Assert.Equal("Vault secret/shop/db", new VaultSecretStore(options.AddSecret("/shop/db/")).Name);
        Assert.Equal("Vault secret/shop/db and 1 more", new VaultSecretStore(options.AddDynamic("database/creds/shop")).Name);
    }

    [Fact]
    public void Lives_AreLookedAfterAtTwoThirdsAndReplacedWhereARenewalGivesLessThanHalf()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var life = VaultLife.Start(now, TimeSpan.FromHours(1), renewable: true)!;

        Assert.Null(VaultLife.Start(now, TimeSpan.Zero, renewable: true));
        Assert.Equal((now + TimeSpan.FromMinutes(40), true), (life.DueAt, life.CanBeRenewed));
        Assert.True(life.Renewed(now, TimeSpan.FromMinutes(30), renewable: true).CanBeRenewed);
        Assert.False(life.Renewed(now, TimeSpan.FromMinutes(29), renewable: true).CanBeRenewed);
        Assert.False(life.Renewed(now, TimeSpan.FromHours(1), renewable: false).CanBeRenewed);
        Assert.Equal(now + TimeSpan.FromMinutes(20), life.Postponed(now).DueAt);
        Assert.Equal(now + TimeSpan.FromSeconds(1), VaultLife.Start(now, TimeSpan.FromSeconds(1), renewable: true)!.DueAt);
    }

    private static List<string> Problems(Action<VaultOptions> configure)
    {
        var options = new VaultOptions
        {
            Address = new Uri("https://vault.internal"), Login = new VaultAppRoleLogin { RoleId = "r", SecretId = Value }, Variable = static _ => null,
        };
        options.AddSecret("shop");
        configure(options);
        var problems = new List<string>();
        options.CollectProblems(problems);
        return problems;
    }
}
