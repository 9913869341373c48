using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SettingsSample.Store;

/// <summary>The REST protocol of Upstash over hashes in memory, on a free port of this machine.</summary>
internal sealed class UpstashServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RedisHashes _hashes;
    private readonly byte[] _authorization;
    private int _requests;

    private UpstashServer(RedisHashes hashes, string token)
    {
        _hashes = hashes;
        _authorization = Encoding.UTF8.GetBytes($"Bearer {token}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/", (HttpContext context) => AnswerAsync(context, static (server, body) => server.Answer(body)));
        _app.MapPost("/pipeline", (HttpContext context) => AnswerAsync(context, static (server, body) =>
            new JsonArray([.. (body as JsonArray ?? throw new JsonException()).Select(command => (JsonNode?)server.Answer(command))])));
    }

    public string Url => _app.Urls.Single();

    /// <summary>How many requests there were.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Whether the server is away: it answers nothing but 503.</summary>
    public bool IsAway { get; set; }

    public static async Task<UpstashServer> StartAsync(RedisHashes hashes, string token)
    {
        var server = new UpstashServer(hashes, token);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<UpstashServer, JsonNode?, JsonNode> answer)
    {
        Interlocked.Increment(ref _requests);
        context.Response.ContentType = "application/json";
        if (IsAway)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), _authorization))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsync("""{"error":"Unauthorized"}""");
            return;
        }

        JsonNode result;
        try
        {
            result = answer(this, await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            result = new JsonObject { ["error"] = "ERR a command is an array of texts" };
        }

        await context.Response.WriteAsync(result.ToJsonString());
    }

    private JsonObject Answer(JsonNode? command)
    {
        try
        {
            return new JsonObject { ["result"] = ToJson(_hashes.Execute([.. (command as JsonArray ?? throw new JsonException()).Select(static part => part?.ToString() ?? throw new JsonException())])) };
        }
        catch (RedisErrorException exception)
        {
            return new JsonObject { ["error"] = exception.Message };
        }
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        object?[] items => new JsonArray([.. items.Select(ToJson)]),
        long number => JsonValue.Create(number),
        _ => JsonValue.Create((string)value),
    };
}
