using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Vault;

public sealed class VaultLifeTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly LogRecorder _logs = new();
    private FakeVault _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _vault = await FakeVault.StartAsync();
        _vault.Put("secret/shop", new JsonObject { ["Password"] = "one" });
        _vault.AppRoles["role-1"] = "shop";
        _vault.SecretIds["s"] = 1;
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task ARotatedSecret_ReachesOptionsMonitorAfterTheInterval()
    {
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromMinutes(5), options => options.AddSecret("shop", path => path.Section = "Shop"));
        await using var services = new ServiceCollection().Configure<ShopOptions>(configuration.GetSection("Shop")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<ShopOptions>>();
        var changes = 0;
        using var listening = monitor.OnChange(_ => changes++);
        Assert.Equal("one", monitor.CurrentValue.Password);

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(5));
        Assert.Equal(0, changes);
        _vault.Put("secret/shop", new JsonObject { ["Password"] = "two" });
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(5));

        Assert.Equal(("two", 1), (monitor.CurrentValue.Password, changes));
        Dispose(configuration);
    }

    [Fact]
    public async Task AToken_IsRenewedAtTwoThirdsOfItsLifeSoThatOneSecretIdIsEnough()
    {
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));

        for (var i = 1; i <= 10; i++)
        {
            await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40) - TimeSpan.FromTicks(1));
            Assert.Equal(i - 1, _vault.Count("auth/token/renew-self"));
            await _vault.AdvanceAsync(configuration, TimeSpan.FromTicks(1));
            Assert.Equal(i, _vault.Count("auth/token/renew-self"));
        }

        Assert.Equal(1, _vault.Logins);
        Assert.Equal(10, _logs.Ids.Count(id => id == 3041));
        Dispose(configuration);
    }

    [Fact]
    public async Task NearItsMaxTtl_ATokenIsReplacedByALogin()
    {
        _vault.SecretIds["s"] = 2;
        _vault.Login = (Hour, TimeSpan.FromMinutes(100), true);
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40)); // a whole hour more
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40)); // 20 minutes are left
        Assert.Equal((2, 1), (_vault.Count("auth/token/renew-self"), _vault.Logins));
        await _vault.AdvanceAsync(configuration, TimeSpan.FromSeconds(800));

        Assert.Equal((2, 2), (_vault.Count("auth/token/renew-self"), _vault.Logins));
        Dispose(configuration);
    }

    [Fact]
    public async Task ATokenThatCannotBeRenewed_IsReplacedBeforeItEnds()
    {
        _vault.SecretIds["s"] = 2;
        _vault.Login = (Hour, Hour, false);
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));

        Assert.Equal((0, 2), (_vault.Count("auth/token/renew-self"), _vault.Logins));
        Dispose(configuration);
    }

    [Fact]
    public async Task ARefusedRenewal_LeadsToALogin()
    {
        _vault.SecretIds["s"] = 2;
        _vault.Override = request => request.Path == "/v1/auth/token/renew-self" ? (400, "{}") : null;
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));

        Assert.Equal(2, _vault.Logins);
        Assert.Equal(1, _logs.Ids.Count(id => id == 3042));
        Dispose(configuration);
    }

    [Fact]
    public async Task ARenewalThatFailsForNow_IsTriedAgainWhileTheTokenLives()
    {
        _vault.Override = request => request.Path == "/v1/auth/token/renew-self" ? (503, "{}") : null;
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));
        _vault.Override = null;
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(20) / 3);

        Assert.Equal((2, 1), (_vault.Count("auth/token/renew-self"), _vault.Logins));
        Dispose(configuration);
    }

    [Fact]
    public async Task WhereNoNewLoginSucceeds_TheTokenIsUsedUntilItsEnd()
    {
        _vault.Login = (Hour, Hour, false);
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));
        _vault.Put("secret/shop", new JsonObject { ["Password"] = "two" });

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));

        Assert.Equal("two", configuration["Password"]);
        Assert.Equal(1, _logs.Ids.Count(id => id == 3046));
        Dispose(configuration);
    }

    [Fact]
    public async Task AGivenRenewableToken_IsRenewedToo()
    {
        var token = _vault.AddToken(Hour, renewable: true);
        var configuration = Load(options => options.Login = new VaultTokenLogin { Token = token }, options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddSecret("shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));

        Assert.Equal(2, _vault.Count("auth/token/renew-self"));
        Assert.Equal(1, _vault.Count("auth/token/lookup-self"));
        Assert.Equal(_vault.Clock.GetUtcNow() + Hour, _vault.Tokens[token].EndsAt);
        Dispose(configuration);
    }

    [Fact]
    public async Task CredentialsOfADatabase_AreKeptOverRefreshesAndTheirLeaseIsRenewed()
    {
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromMinutes(20), options => options.AddDynamic("database/creds/shop", path => path.Section = "Db").AddSecret("shop"));
        Assert.Equal(("v-shop-1", "p4ss-1"), (configuration["Db:username"], configuration["Db:password"]));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(20));
        Assert.Equal((1, 0), (_vault.Credentials, _vault.Count("sys/leases/renew")));
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(20));

        Assert.Equal((1, 1), (_vault.Credentials, _vault.Count("sys/leases/renew")));
        Assert.Equal($$"""{"lease_id":"{{_vault.Leases.Keys.Single()}}"}""", _vault.Server.Requests.Single(request => request.Path == "/v1/sys/leases/renew").Body);
        Assert.Equal("v-shop-1", configuration["Db:username"]);
        Dispose(configuration);
    }

    [Fact]
    public async Task NearTheMaxTtlOfALease_NewCredentialsAreReadEvenWithoutAnInterval()
    {
        _vault.Login = (TimeSpan.FromDays(10), TimeSpan.FromDays(10), true);
        _vault.Database = (Hour, TimeSpan.FromMinutes(90));
        var configuration = Load(options => options.RefreshInterval = Timeout.InfiniteTimeSpan, options => options.AddDynamic("database/creds/shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40)); // 50 minutes are left
        Assert.Equal((1, 1), (_vault.Credentials, _vault.Count("sys/leases/renew")));
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(50) * (2.0 / 3)); // 16 minutes and 40 seconds are left
        Assert.Equal((1, 2), (_vault.Credentials, _vault.Count("sys/leases/renew")));
        await _vault.AdvanceAsync(configuration, TimeSpan.FromSeconds(1000) * (2.0 / 3));

        Assert.Equal((2, 2), (_vault.Credentials, _vault.Count("sys/leases/renew")));
        Assert.Equal("v-shop-2", configuration["username"]);
        Assert.All(_vault.Leases.Values, lease => Assert.True(lease.EndsAt > _vault.Clock.GetUtcNow()));
        Dispose(configuration);
    }

    [Fact]
    public async Task ARevokedLease_LeadsToNewCredentials()
    {
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddDynamic("database/creds/shop"));
        _vault.Leases.Clear();

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));

        Assert.Equal("v-shop-2", configuration["username"]);
        Assert.Equal(1, _logs.Ids.Count(id => id == 3044));
        Dispose(configuration);
    }

    [Fact]
    public async Task ALeaseThatCannotBeRenewedForNow_KeepsItsCredentials()
    {
        _vault.Override = request => request.Path == "/v1/sys/leases/renew" ? (503, "{}") : null;
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddDynamic("database/creds/shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));
        Assert.Equal(1, _vault.Credentials);
        _vault.Override = null;
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(20) / 3);

        Assert.Equal((1, 2), (_vault.Credentials, _vault.Count("sys/leases/renew")));
        Dispose(configuration);
    }

    [Fact]
    public async Task ANewLogin_TakesNewCredentialsSinceTheOldOnesEndWithTheirToken()
    {
        _vault.SecretIds["s"] = 2;
        _vault.Login = (Hour, Hour, false);
        _vault.Database = (TimeSpan.FromHours(10), TimeSpan.FromHours(10));
        var configuration = Load(options => options.RefreshInterval = Timeout.InfiniteTimeSpan, options => options.AddDynamic("database/creds/shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));

        Assert.Equal((2, 2), (_vault.Logins, _vault.Credentials));
        Assert.Equal("v-shop-2", configuration["username"]);
        Dispose(configuration);
    }

    [Fact]
    public async Task AStaticRole_IsReadAgainWhenVaultHasChangedItsPassword()
    {
        _vault.Login = (TimeSpan.FromDays(10), TimeSpan.FromDays(10), true);
        var configuration = Load(options => options.RefreshInterval = TimeSpan.FromHours(20), options => options.AddDynamic("database/static-creds/shop"));
        _vault.StaticPassword = "static-2";

        await _vault.AdvanceAsync(configuration, _vault.Rotation);
        Assert.Equal("static-1", configuration["password"]);
        await _vault.AdvanceAsync(configuration, TimeSpan.FromSeconds(1));

        Assert.Equal("static-2", configuration["password"]);
        Dispose(configuration);
    }

    [Fact]
    public async Task AStoreThatIsReadOnce_LetsItsTokenEnd()
    {
        var configuration = Load(options => options.RefreshInterval = Timeout.InfiniteTimeSpan, options => options.AddSecret("shop"));

        await _vault.AdvanceAsync(configuration, TimeSpan.FromHours(2));

        Assert.Equal(0, _vault.Count("auth/token/renew-self"));
        Dispose(configuration);
    }

    [Fact]
    public async Task APathThatFails_KeepsItsValuesAndHoldsUpNoOther()
    {
        var failures = new List<SecretReadFailedArguments>();
        _vault.Login = (TimeSpan.FromDays(10), TimeSpan.FromDays(10), true);
        var configuration = Load(
            options => (options.RefreshInterval, options.OnReadFailed) = (TimeSpan.FromHours(20), failures.Add),
            options => options.AddSecret("shop").AddDynamic("database/creds/shop", path => path.Section = "Db"));
        _vault.Leases.Clear();
        _vault.Override = request => request.Path.StartsWith("/v1/secret/data/shop", StringComparison.Ordinal) ? (500, "{}") : null;

        // New credentials are due, and are taken although the other path fails.
        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40));
        Assert.Equal(("one", "v-shop-2"), (configuration["Password"], configuration["Db:username"]));
        var failure = Assert.Single(failures);
        Assert.True(failure.HasValues);
        Assert.Contains("secret/data/shop", failure.Exception.Message);
        Assert.Contains("secret/data/shop", configuration.Providers.OfType<SecretStoreConfigurationProvider>().Single().Problem);

        // It is asked again soon, and the credentials are not taken again for that.
        _vault.Override = null;
        _vault.Put("secret/shop", new JsonObject { ["Password"] = "two" });
        await _vault.AdvanceAsync(configuration, SecretStoreConfigurationProvider.FirstRetry);

        Assert.Equal(("two", "v-shop-2"), (configuration["Password"], configuration["Db:username"]));
        Assert.Equal(2, _vault.Credentials);
        Assert.Null(configuration.Providers.OfType<SecretStoreConfigurationProvider>().Single().Problem);
        Dispose(configuration);
    }

    [Fact]
    public void APathThatFailsAtTheStart_StopsTheBuild()
    {
        _vault.Override = request => request.Path.StartsWith("/v1/secret/data/shop", StringComparison.Ordinal) ? (500, "{}") : null;

        var error = Assert.Throws<SecretsException>(() => Load(_ => { }, options => options.AddDynamic("database/creds/shop").AddSecret("shop")));

        Assert.Contains("secret/data/shop", error.Message);
    }

    [Fact]
    public async Task WhileVaultIsSealed_TheLastValuesStayAndItIsTriedAgain()
    {
        var failures = new List<SecretReadFailedArguments>();
        var configuration = Load(options => options.OnReadFailed = failures.Add, options => options.AddSecret("shop"));
        _vault.Sealed = true;

        await _vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(5));
        Assert.Equal("one", configuration["Password"]);
        Assert.Contains("sealed", Assert.Single(failures).Exception.Message);
        _vault.Put("secret/shop", new JsonObject { ["Password"] = "two" });
        _vault.Sealed = false;
        await _vault.AdvanceAsync(configuration, SecretStoreConfigurationProvider.FirstRetry);

        Assert.Equal("two", configuration["Password"]);
        Dispose(configuration);
    }

    [Fact]
    public void ASealedVaultAtTheStart_StopsTheBuildUnlessItIsOptional()
    {
        _vault.Sealed = true;

        var error = Assert.Throws<SecretsException>(() => Load(options => options.AddSecret("shop")));
        var configuration = Load(options => options.Optional = true, options => options.AddSecret("shop"));

        Assert.Contains("sealed", error.Message);
        Assert.Null(configuration["Password"]);
        Dispose(configuration);
    }

    [Fact]
    public void AConfigurationWhoseSourcesChange_GoesOnWithItsLogin()
    {
        _vault.SecretIds["s"] = 2;
        using var manager = new ConfigurationManager();
        manager.AddVault(options =>
        {
            options.Address = _vault.Server.Url;
            options.Variable = static _ => null;
            options.TimeProvider = _vault.Clock;
            options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "s" };
            options.AddSecret("shop");
        });

        ((IConfigurationBuilder)manager).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource());

        Assert.Equal("one", manager["Password"]);
        Assert.Equal((1, 1), (_vault.Logins, _vault.Tokens.Count));
    }

    private IConfigurationRoot Load(params Action<VaultOptions>[] configure) => _vault.Load(options =>
    {
        options.LoggerFactory = _logs;
        options.Login = new VaultAppRoleLogin { RoleId = "role-1", SecretId = "s" };
        foreach (var action in configure)
        {
            action(options);
        }
    });

    private static void Dispose(IConfigurationRoot configuration) => ((IDisposable)configuration).Dispose();

    internal sealed class ShopOptions
    {
        public string Password { get; set; } = "";
    }
}
