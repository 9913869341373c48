using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Cachekit.TestSupport.Servers;
using Microsoft.AspNetCore.Http;

namespace Cachekit.Secrets.Tests.Support;

/// <summary>The REST protocol of Upstash in front of a real Redis, with switches for what goes wrong.</summary>
internal sealed class UpstashServer : IAsyncDisposable
{
    public const string Token = "AX-rest-token-that-must-not-show";

    private readonly RedisServer _redis;
    private readonly ConcurrentBag<RespConnection> _connections = [];
    private StoreServer _server = null!;
    private TaskCompletionSource? _frozen;
    private int _failures;
    private int _lostAnswers;

    private UpstashServer(RedisServer redis) => _redis = redis;

    public string Url => _server.Url.ToString();

    /// <summary>How many HTTP requests there were.</summary>
    public int Requests => _server.Requests.Count;

    public IReadOnlyList<StoreRequest> Log => _server.Requests;

    /// <summary>The status of failing answers.</summary>
    public int FailureStatus { get; set; } = 503;

    /// <summary>Answers values that are JSON already parsed, as some servers do.</summary>
    public bool ParsesValues { get; set; }

    /// <summary>Answers hashes as objects, as servers with the newer protocol of Redis do.</summary>
    public bool AnswersObjects { get; set; }

    /// <summary>Answers this instead of anything else.</summary>
    public string? Answer { get; set; }

    public static async Task<UpstashServer> StartAsync(RedisServer redis)
    {
        var server = new UpstashServer(redis);
        server._server = await StoreServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>The next requests fail with <see cref="FailureStatus"/>.</summary>
    public void FailNext(int count) => Volatile.Write(ref _failures, count);

    /// <summary>The next requests are carried out, and then answered as if they had failed.</summary>
    public void LoseNextAnswers(int count) => Volatile.Write(ref _lostAnswers, count);

    /// <summary>No request is answered until <see cref="Thaw"/>.</summary>
    public void Freeze() => _frozen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw()
    {
        _frozen?.TrySetResult();
        _frozen = null;
    }

    public async ValueTask DisposeAsync()
    {
        Thaw();
        await _server.DisposeAsync();
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task AnswerAsync(StoreRequest request, HttpContext context)
    {
        if (_frozen is { } frozen)
        {
            await frozen.Task;
        }

        if (Take(ref _failures))
        {
            await StoreServer.JsonAsync(context, """{"error":"ERR try again"}""", FailureStatus);
            return;
        }

        if (request.Header("Authorization") != $"Bearer {Token}")
        {
            await StoreServer.JsonAsync(context, """{"error":"Unauthorized"}""", 401);
            return;
        }

        if (Answer is { } fixedAnswer)
        {
            await StoreServer.JsonAsync(context, fixedAnswer);
            return;
        }

        using var body = JsonDocument.Parse(request.Body);
        using var answer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(answer))
        {
            if (request.Path.EndsWith("/pipeline", StringComparison.Ordinal))
            {
                writer.WriteStartArray();
                foreach (var command in body.RootElement.EnumerateArray())
                {
                    await ExecuteAsync(command, writer);
                }

                writer.WriteEndArray();
            }
            else
            {
                await ExecuteAsync(body.RootElement, writer);
            }
        }

        await StoreServer.JsonAsync(context, Encoding.UTF8.GetString(answer.ToArray()), Take(ref _lostAnswers) ? 502 : 200);
    }

    private static bool Take(ref int count)
    {
        if (Volatile.Read(ref count) > 0)
        {
            return Interlocked.Decrement(ref count) >= 0;
        }

        return false;
    }

    private async Task ExecuteAsync(JsonElement command, Utf8JsonWriter writer)
    {
        var parts = command.EnumerateArray().Select(part => part.ToString()).ToArray();
        if (!_connections.TryTake(out var connection))
        {
            connection = await _redis.ConnectAsync();
        }

        writer.WriteStartObject();
        try
        {
            var result = await connection.AskAsync(parts);
            writer.WritePropertyName("result");
            if (AnswersObjects && parts[0] == "HGETALL")
            {
                WriteObject((object?[])result!, writer);
            }
            else
            {
                Write(result, writer);
            }
        }
        catch (InvalidOperationException exception)
        {
            writer.WriteString("error", exception.Message["Redis answered '".Length..^2]);
        }

        writer.WriteEndObject();
        _connections.Add(connection);
    }

    private void WriteObject(object?[] flat, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < flat.Length; i += 2)
        {
            writer.WritePropertyName(Encoding.UTF8.GetString((byte[])flat[i]!));
            Write(flat[i + 1], writer);
        }

        writer.WriteEndObject();
    }

    private void Write(object? value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case object?[] items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                var text = value as string ?? Encoding.UTF8.GetString((byte[])value);
                if (ParsesValues && IsJson(text))
                {
                    writer.WriteRawValue(text);
                }
                else
                {
                    writer.WriteStringValue(text);
                }

                break;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
