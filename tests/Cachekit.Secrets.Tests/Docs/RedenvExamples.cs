using Cachekit.Secrets.Tests.Redenv;
using Cachekit.Secrets.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Docs;

/// <summary>What the guide shows of Redenv, against a project that an independent client made.</summary>
[Collection(RedenvGroup.Name)]
public sealed class RedenvExamples(RedenvWorld world)
{
    [Fact]
    public async Task Secrets_AreLoadedAndWritten()
    {
        var project = world.Create(rounds: TokenKeys.Rounds);
        project.WriteTo("production", "DB_URL", "postgres://db");
        project.WriteTo("production", "API_KEY", "one");
        await using var upstash = await world.UpstashAsync();
        var (tokenId, token, restUrl, restToken) = (RedenvWorld.TokenId, RedenvWorld.Token, upstash.Url, UpstashServer.Token);

        // <redenv-options>
        var options = new RedenvOptions
        {
            Project = "my-app",
            Environment = "production",                            // development by default
            TokenId = tokenId,                                     // stk_...
            Token = token,                                         // redenv_sk_..., never leaves the process
            Upstash = { Url = restUrl, Token = restToken },
        };
        // </redenv-options>

        (options.Project, options.Env.Fill) = (project.Name, false);

        // <redenv-load>
        await using var redenv = new RedenvClient(options);

        var secrets = await redenv.InitAsync();                    // once, when the program starts
        secrets.Require("DB_URL", "API_KEY");

        var url = (await redenv.LoadAsync())["DB_URL"];            // anywhere, as often as you like: from memory
        // </redenv-load>

        Assert.Equal("postgres://db", url);

        // <redenv-write>
        var version = await redenv.SetAsync("API_KEY", "a new one");
        var before = await redenv.GetVersionAsync("API_KEY", version - 1);
        var previous = await redenv.GetVersionAsync("API_KEY", 1, RedenvVersionMode.Index);
        // </redenv-write>

        Assert.Equal(("one", "one"), (before, previous));

        // <redenv-snapshot>
        options.Snapshot.Path = "/var/lib/my-app/redenv.snapshot";
        // </redenv-snapshot>
    }

    [Fact]
    public void AHost_HasThemInItsConfiguration()
    {
        var project = world.Create(rounds: TokenKeys.Rounds);
        project.Write("DATABASE__PASSWORD", "p");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Redenv:Project"] = project.Name, ["Redenv:TokenId"] = RedenvWorld.TokenId, ["Redenv:Token"] = RedenvWorld.Token,
            ["Redenv:Redis:Url"] = $"redis://127.0.0.1:{world.Redis.Port}", ["Redenv:Env:Fill"] = "false",
        });

        // <redenv-host>
        builder.Configuration.AddRedenv();                         // DATABASE__PASSWORD is Database:Password
        builder.Services.Configure<DatabaseOptions>(builder.Configuration.GetSection("Database"));

        builder.Services.AddRedenv();                              // RedenvClient, for code that asks for secrets itself
        // </redenv-host>

        using var host = builder.Build();
        Assert.Equal("p", host.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Password);
        Assert.Equal("p", host.Services.GetRequiredService<RedenvClient>().Load()["DATABASE__PASSWORD"]);
    }

    private sealed class DatabaseOptions
    {
        public string? Password { get; set; }
    }
}
