using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Cachekit.Secrets.Tests.Aws;

/// <summary>Secrets Manager and Parameter Store on the wire: they know keys, check each signature, and keep what they are given.</summary>
internal sealed class FakeAws(TimeProvider clock) : IAsyncDisposable
{
    private StoreServer _server = null!;

    public ConcurrentDictionary<string, FakeKey> Keys { get; } = new();

    public SortedDictionary<string, FakeSecret> Secrets { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, (string Type, string Value)> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Actions that the policy does not allow.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>Errors that the next requests get, whatever they ask.</summary>
    public ConcurrentQueue<(int Status, string Type)> Next { get; } = new();

    public int PageSize { get; set; } = 2;

    public FakeInstance Instance { get; } = new(clock);

    public Uri Url => _server.Url;

    public IReadOnlyList<StoreRequest> Requests => _server.Requests;

    public IEnumerable<string> Operations => Requests.Select(request => request.Header("x-amz-target")).Where(target => target.Length > 0).Select(target => target.Split('.')[1]);

    /// <summary>The security token service's answer.</summary>
    public Func<IReadOnlyDictionary<string, string>, (int Status, string Xml)>? TokenService { get; set; }

    /// <summary>The answer of the container's endpoint.</summary>
    public Func<StoreRequest, (int Status, string Json)>? Container { get; set; }

    public static async Task<FakeAws> StartAsync(TimeProvider clock)
    {
        var aws = new FakeAws(clock);
        aws._server = await StoreServer.StartAsync(aws.AnswerAsync);
        return aws;
    }

    public FakeSecret Add(string name, string? text)
    {
        var secret = new FakeSecret(name);
        if (text is not null)
        {
            secret.Texts["AWSCURRENT"] = text;
        }

        return Secrets[name] = secret;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(StoreRequest request, HttpContext context)
    {
        if (request.Path.StartsWith("/latest/", StringComparison.Ordinal))
        {
            return Instance.AnswerAsync(request, context);
        }

        if (request.Path.StartsWith("/container/", StringComparison.Ordinal))
        {
            var (status, json) = Container!(request);
            return StoreServer.JsonAsync(context, json, status);
        }

        if (request.Header("Content-Type").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal))
        {
            var fields = request.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
            var (status, xml) = TokenService!(fields);
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/xml";
            return context.Response.WriteAsync(xml);
        }

        return ApiAsync(request, context);
    }

    private Task ApiAsync(StoreRequest request, HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = "0f8fad5b-d9cb-469f-a165-70867728950e";
        if (Next.TryDequeue(out var error))
        {
            return ErrorAsync(context, error.Type, error.Status);
        }

        if (SignatureCheck.AccessKeyOf(request) is not { } id || !Keys.TryGetValue(id, out var key) || (key.Token ?? "") != request.Header("x-amz-security-token"))
        {
            return ErrorAsync(context, "UnrecognizedClientException");
        }

        if (SignatureCheck.Problem(request, key.Secret, clock.GetUtcNow()) is not null)
        {
            return ErrorAsync(context, "InvalidSignatureException");
        }

        if (key.End <= clock.GetUtcNow())
        {
            return ErrorAsync(context, "ExpiredTokenException");
        }

        var target = request.Header("x-amz-target").Split('.');
        var body = JsonNode.Parse(request.Body)!.AsObject();
        return Denied.Contains(target[1]) ? ErrorAsync(context, "AccessDeniedException") : target[1] switch
        {
            "ListSecrets" => ListAsync(body, context),
            "BatchGetSecretValue" => BatchAsync(body, context),
            "GetSecretValue" => GetAsync(body, context),
            "GetParametersByPath" => ParametersAsync(body, context),
            _ => ErrorAsync(context, "UnknownOperationException"),
        };
    }

    private Task ListAsync(JsonObject body, HttpContext context)
    {
        IEnumerable<FakeSecret> secrets = Secrets.Values.Where(secret => !secret.IsMarkedForDeletion);
        foreach (var filter in body["Filters"]?.AsArray() ?? [])
        {
            if ((string)filter!["Key"]! == "name")
            {
                // As AWS: by the beginnings of its parts, so more than a text's beginning.
                secrets = secrets.Where(secret => filter["Values"]!.AsArray().Any(value => secret.Name.Contains((string)value!, StringComparison.OrdinalIgnoreCase)));
            }
        }

        var all = secrets.ToList();
        var from = body["NextToken"] is { } token ? int.Parse((string)token!) : 0;
        var page = new JsonObject
        {
            ["SecretList"] = new JsonArray([.. all.Skip(from).Take(PageSize).Select(secret => (JsonNode)new JsonObject { ["ARN"] = secret.Arn, ["Name"] = secret.Name })]),
        };
        if (from + PageSize < all.Count)
        {
            page["NextToken"] = (from + PageSize).ToString();
        }

        return StoreServer.JsonAsync(context, page.ToJsonString());
    }

    private Task BatchAsync(JsonObject body, HttpContext context)
    {
        var values = new JsonArray();
        var errors = new JsonArray();
        var ids = body["SecretIdList"]!.AsArray();
        if (ids.Count > 20)
        {
            return ErrorAsync(context, "InvalidParameterException");
        }

        foreach (var id in ids)
        {
            if (Value((string)id!, "AWSCURRENT", out var error) is { } value)
            {
                values.Add(value);
            }
            else
            {
                errors.Add(new JsonObject { ["SecretId"] = (string)id!, ["ErrorCode"] = error, ["Message"] = "no" });
            }
        }

        return StoreServer.JsonAsync(context, new JsonObject { ["SecretValues"] = values, ["Errors"] = errors }.ToJsonString());
    }

    private Task GetAsync(JsonObject body, HttpContext context) => Value((string)body["SecretId"]!, (string)body["VersionStage"]!, out var error) is { } value
        ? StoreServer.JsonAsync(context, value.ToJsonString())
        : ErrorAsync(context, error!);

    private JsonObject? Value(string id, string stage, out string? error)
    {
        var secret = Secrets.Values.FirstOrDefault(secret => secret.Name == id || secret.Arn == id || secret.Arn[..^7] == id);
        error = secret switch
        {
            null => "ResourceNotFoundException",
            { Error: { } own } => own,
            { IsMarkedForDeletion: true } => "InvalidRequestException",
            { Binary: null } when !secret.Texts.ContainsKey(stage) => "ResourceNotFoundException",
            _ => null,
        };
        if (error is not null)
        {
            return null;
        }

        var value = new JsonObject { ["ARN"] = secret!.Arn, ["Name"] = secret.Name, ["VersionStages"] = new JsonArray(stage) };
        if (secret.Binary is { } binary)
        {
            value["SecretBinary"] = Convert.ToBase64String(binary);
        }
        else
        {
            value["SecretString"] = secret.Texts[stage];
        }

        return value;
    }

    private Task ParametersAsync(JsonObject body, HttpContext context)
    {
        if ((int)body["MaxResults"]! > 10)
        {
            return ErrorAsync(context, "ValidationException");
        }

        var path = ((string)body["Path"]!).TrimEnd('/') + "/";
        var all = Parameters.Where(pair => pair.Key.StartsWith(path, StringComparison.Ordinal) && ((bool)body["Recursive"]! || !pair.Key[path.Length..].Contains('/'))).ToList();
        var from = body["NextToken"] is { } token ? int.Parse((string)token!) : 0;
        var page = new JsonObject
        {
            ["Parameters"] = new JsonArray(
            [
                .. all.Skip(from).Take(PageSize).Select(pair => (JsonNode)new JsonObject
                {
                    ["Name"] = pair.Key,
                    ["Type"] = pair.Value.Type,
                    ["Value"] = pair.Value.Type == "SecureString" && !(bool)body["WithDecryption"]! ? "ciphertext" : pair.Value.Value,
                }),
            ]),
        };
        if (from + PageSize < all.Count)
        {
            page["NextToken"] = (from + PageSize).ToString();
        }

        return StoreServer.JsonAsync(context, page.ToJsonString());
    }

    private static Task ErrorAsync(HttpContext context, string type, int status = 400) =>
        StoreServer.JsonAsync(context, JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = type, ["message"] = "the-message-of-the-server" }), status);
}
