using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Support;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Secrets.Tests.Redenv;

/// <summary>A real Redis, and projects that the client in Python makes in it.</summary>
public sealed class RedenvWorld : IAsyncLifetime
{
    public const string TokenId = "stk_yYt2HXRprwYgpvwv";
    public const string Token = "redenv_sk_t0ken-that-must-not-show";
    public const string EphemeralId = "stk_short";
    public const string EphemeralToken = "redenv_sk_sh0rt-that-must-not-show";

    /// <summary>Few rounds, since each test has a client of its own. <see cref="RedenvInteropTests"/> has all of them.</summary>
    public const int Rounds = 1000;

    private int _projects;

    internal RedisServer Redis { get; private set; } = null!;

    internal RedenvPeer Peer { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (RedisServer.IsInstalled && Peer.IsThere)
        {
            Redis = await RedisServer.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Redis is not null)
        {
            await Redis.DisposeAsync();
        }

        Peer.Dispose();
    }

    internal Task<UpstashServer> UpstashAsync()
    {
        Require();
        return UpstashServer.StartAsync(Redis);
    }

    /// <summary>Makes a project with a token, and a short-lived one on request.</summary>
    internal RedenvTestProject Create(int? historyLimit = null, int rounds = Rounds, bool ephemeral = false)
    {
        Require();
        var tokens = new JsonArray(new JsonObject { ["id"] = TokenId, ["token"] = Token });
        if (ephemeral)
        {
            tokens.Add((JsonNode)new JsonObject { ["id"] = EphemeralId, ["token"] = EphemeralToken, ["ephemeral"] = true });
        }

        var name = $"shop-{Interlocked.Increment(ref _projects)}";
        var request = new JsonObject
        {
            ["op"] = "create",
            ["port"] = Redis.Port,
            ["project"] = name,
            ["rounds"] = rounds,
            ["tokens"] = tokens,
        };
        if (historyLimit is { } limit)
        {
            request["historyLimit"] = limit;
        }

        return new RedenvTestProject(this, name, (string)Peer.Ask(request)["pek"]!, rounds);
    }

    private void Require() => Assert.SkipWhen(Redis is null, $"There is no redis-server, or no {RedenvPeer.Needs}.");
}
