using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Vault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Docs;

/// <summary>What the guide of Vault shows.</summary>
public sealed class VaultExamples
{
    [Fact]
    public async Task Secrets_TreesAndCredentials_AreRead()
    {
        await using var vault = await FakeVault.StartAsync();
        vault.Put("secret/shop", new JsonObject { ["ConnectionStrings__Main"] = "db", ["apiKey"] = "k" });
        vault.Put("secret/shared/mail", new JsonObject { ["host"] = "smtp" });
        var token = vault.AddToken();

        var configuration = Build(vault, token, options =>
        {
            // <vault-paths>
            options.AddSecret("shop");                                   // the field ConnectionStrings__Main is ConnectionStrings:Main
            options.AddSecret("shop", path =>
            {
                path.Section = "Shop";                                   // all other fields are below Shop
                path.Keys["apiKey"] = "Payment:ApiKey";                  // this one has a path of its own
            });
            options.AddTree("shared");                                   // the field host of shared/mail is mail:host
            options.AddSecret("shop-extras", path => path.Optional = true);
            options.AddDynamic("database/creds/shop", path => path.Section = "Database");   // Database:username, Database:password
            // </vault-paths>
        });

        Assert.Equal(("db", "k", "smtp", "v-shop-1"), (configuration["ConnectionStrings:Main"], configuration["Payment:ApiKey"], configuration["mail:host"], configuration["Database:username"]));
        ((IDisposable)configuration).Dispose();
    }

    [Fact]
    public async Task Logins_AreOfThreeKinds()
    {
        await using var vault = await FakeVault.StartAsync();
        var options = vault.Options(options => options.AddSecret("shop").Login = new VaultTokenLogin { Token = "t" });

        // <vault-approle>
        options.Login = new VaultAppRoleLogin { RoleId = "shop-role", SecretIdFile = "/run/secrets/vault-secret-id" };
        // </vault-approle>
        options.Validate();

        // <vault-wrapped>
        options.Login = new VaultAppRoleLogin
        {
            RoleId = "shop-role",
            SecretIdFile = "/run/secrets/vault-wrapping-token",
            SecretIdIsWrapped = true,
            WrappingPath = "auth/approle/role/shop/secret-id",           // what was wrapped elsewhere is refused
        };
        // </vault-wrapped>
        options.Validate();

        // <vault-kubernetes>
        options.Login = new VaultKubernetesLogin { Role = "shop" };      // with the token of the pod's service account
        // </vault-kubernetes>
        options.Validate();

        // <vault-agent>
        options.Login = new VaultTokenLogin { TokenFile = "/run/vault/token" };
        // </vault-agent>
        options.Validate();
        Assert.Equal("token of the file /run/vault/token", options.Login.ToString());
    }

    [Fact]
    public async Task NewCredentials_ReachTheirUsers()
    {
        await using var vault = await FakeVault.StartAsync();
        vault.Database = (TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        var token = vault.AddToken();
        var configuration = Build(vault, token, options =>
        {
            options.RefreshInterval = TimeSpan.FromHours(10);
            options.AddDynamic("database/creds/shop", path => path.Section = "Database");
        });
        var services = new ServiceCollection();

        // <vault-monitor>
        services.Configure<DatabaseOptions>(configuration.GetSection("Database"));
        services.AddSingleton<Connections>();
        // </vault-monitor>
        await using var provider = services.BuildServiceProvider();
        var connections = provider.GetRequiredService<Connections>();
        Assert.Equal("v-shop-1", connections.User);
        await vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(40)); // renewed to the last twenty minutes
        await vault.AdvanceAsync(configuration, TimeSpan.FromMinutes(20) * (2.0 / 3));

        Assert.Equal("v-shop-2", connections.User);
        ((IDisposable)configuration).Dispose();
    }

    private static IConfigurationRoot Build(FakeVault vault, string token, Action<VaultOptions> configure) => vault.Load(options =>
    {
        options.Login = new VaultTokenLogin { Token = token };
        configure(options);
    });

    internal sealed class DatabaseOptions
    {
        public string Username { get; set; } = "";

        public string Password { get; set; } = "";
    }

    // <vault-connections>
    internal sealed class Connections(IOptionsMonitor<DatabaseOptions> database)
    {
        public string User => database.CurrentValue.Username;            // asked for each new connection, not kept
    }
    // </vault-connections>
}
