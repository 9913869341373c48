using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets.Tests.Redenv;

/// <summary>A project of a test: the client in Python writes and reads it, past the client that is tested.</summary>
internal sealed class RedenvTestProject(RedenvWorld world, string name, string pek, int rounds)
{
    public string Name => name;

    public string Pek => pek;

    /// <summary>Options for it, over REST; nothing of the process's environment is read or written.</summary>
    public RedenvOptions Options(UpstashServer? upstash, TimeProvider? time = null, ILoggerFactory? logs = null)
    {
        var options = new RedenvOptions
        {
            Project = name,
            TokenId = RedenvWorld.TokenId,
            Token = RedenvWorld.Token,
            Env = { Fill = false },
            Log = RedenvLogLevel.High,
            Http = { Retries = 0 },
            TimeProvider = time,
            LoggerFactory = logs,
            Variables = static _ => null,
            Rounds = rounds,
        };
        if (upstash is null)
        {
            options.RedisUrl = $"redis://127.0.0.1:{world.Redis.Port}";
        }
        else
        {
            (options.Upstash.Url, options.Upstash.Token) = (upstash.Url, UpstashServer.Token);
        }

        return options;
    }

    /// <summary>Writes versions, the oldest first.</summary>
    public void Write(string secret, params string[] values) => WriteTo("development", secret, values);

    public void WriteTo(string environment, string secret, params string[] values) => world.Peer.Ask(new JsonObject
    {
        ["op"] = "write",
        ["port"] = world.Redis.Port,
        ["project"] = name,
        ["environment"] = environment,
        ["pek"] = pek,
        ["secrets"] = new JsonObject { [secret] = new JsonArray([.. values.Select(value => (JsonNode)value)]) },
    });

    /// <summary>The versions of a secret, the newest first, decrypted in Python by way of the token.</summary>
    public IReadOnlyList<(long Version, string Value, string User, string CreatedAt)> Read(string secret, string environment = "development")
    {
        var answer = world.Peer.Ask(new JsonObject
        {
            ["op"] = "read",
            ["port"] = world.Redis.Port,
            ["project"] = name,
            ["environment"] = environment,
            ["tokenId"] = RedenvWorld.TokenId,
            ["token"] = RedenvWorld.Token,
            ["rounds"] = rounds,
        });
        return [.. answer["secrets"]![secret]!.AsArray().Select(entry => ((long)entry!["version"]!, (string)entry["value"]!, (string)entry["user"]!, (string)entry["createdAt"]!))];
    }

    /// <summary>Encrypts a text with the project's key, in Python.</summary>
    public string Seal(string text) => (string)world.Peer.Ask(new JsonObject { ["op"] = "seal", ["key"] = pek, ["text"] = text })["text"]!;

    /// <summary>The field of a secret as it is.</summary>
    public async Task<string> FieldAsync(string secret, string environment = "development") =>
        System.Text.Encoding.UTF8.GetString((byte[])(await world.Redis.AskAsync("HGET", $"{environment}:{name}", secret))!);

    public Task PutFieldAsync(string secret, string text, string environment = "development") => world.Redis.AskAsync("HSET", $"{environment}:{name}", secret, text);

    public Task PutMetadataAsync(string field, string text) => world.Redis.AskAsync("HSET", $"meta@{name}", field, text);
}
