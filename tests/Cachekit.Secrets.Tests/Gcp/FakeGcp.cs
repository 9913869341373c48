using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Cachekit.Secrets.Tests.Gcp;

/// <summary>Secret Manager, the token endpoint and the metadata server on the wire: tokens are checked and end, statements are verified, secrets are kept.</summary>
internal sealed class FakeGcp(TimeProvider clock) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private StoreServer _server = null!;
    private int _tokenCount;

    public SortedDictionary<string, FakeGcpSecret> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>Public keys by the email of their service account.</summary>
    public Dictionary<string, RSA> Accounts { get; } = [];

    public HashSet<string> RefreshTokens { get; } = [];

    public HashSet<string> SubjectTokens { get; } = [];

    /// <summary>Paths that the policy does not allow.</summary>
    public HashSet<string> Denied { get; } = [];

    public ConcurrentQueue<(int Status, string Json)> Next { get; } = new();

    public int PageSize { get; set; } = 2;

    public bool IsMetadataServer { get; set; } = true;

    public int DamageNext { get; set; }

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    public Uri Url => _server.Url;

    public int TokenCount => _tokenCount;

    public IReadOnlyList<StoreRequest> Requests => _server.Requests;

    public static async Task<FakeGcp> StartAsync(TimeProvider clock)
    {
        var gcp = new FakeGcp(clock);
        gcp._server = await StoreServer.StartAsync(gcp.AnswerAsync);
        return gcp;
    }

    public void Add(string id, string text) => (Secrets.TryGetValue(id, out var secret) ? secret : Secrets[id] = new FakeGcpSecret()).Versions.Add(Encoding.UTF8.GetBytes(text));

    public void ForgetTokens() => _tokens.Clear();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(StoreRequest request, HttpContext context)
    {
        if (request.Path.StartsWith("/computeMetadata/v1/", StringComparison.Ordinal))
        {
            return MetadataAsync(request, context);
        }

        return request.Path switch
        {
            "/token" => TokenAsync(request, context),
            "/sts" => ExchangeAsync(request, context),
            "/impersonate" => IsKnown(request)
                ? StoreServer.JsonAsync(context, new JsonObject { ["accessToken"] = NewToken(), ["expireTime"] = clock.GetUtcNow().Add(TokenLife).ToString("O") }.ToJsonString())
                : ErrorAsync(context, 403, "PERMISSION_DENIED"),
            _ => ApiAsync(request, context),
        };
    }

    private Task MetadataAsync(StoreRequest request, HttpContext context)
    {
        if (request.Header("Metadata-Flavor") != "Google")
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        }

        if (IsMetadataServer)
        {
            context.Response.Headers["Metadata-Flavor"] = "Google";
        }

        return request.Path.EndsWith("/token", StringComparison.Ordinal) ? IssueAsync(context) : context.Response.WriteAsync("of-metadata");
    }

    private Task TokenAsync(StoreRequest request, HttpContext context)
    {
        var form = Form(request);
        var good = form["grant_type"] switch
        {
            "refresh_token" => RefreshTokens.Contains(form["refresh_token"]) && form["client_id"] == "client" && form["client_secret"] == "cl13nt",
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => IsGood(form["assertion"]),
            _ => false,
        };
        return good ? IssueAsync(context) : StoreServer.JsonAsync(context, """{"error":"invalid_grant","error_description":"the-message-of-the-server"}""", 400);
    }

    // The statement: signed by the key of its issuer, for this endpoint, and for now.
    private bool IsGood(string assertion)
    {
        var parts = assertion.Split('.');
        var header = JsonNode.Parse(Rfc7515.FromBase64Url(parts[0]))!;
        var claims = JsonNode.Parse(Rfc7515.FromBase64Url(parts[1]))!;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return (string)header["alg"]! == "RS256" && (string)header["kid"]! == "key-1"
            && Accounts.TryGetValue((string)claims["iss"]!, out var key)
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Rfc7515.FromBase64Url(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && (string)claims["aud"]! == new Uri(Url, "/token").AbsoluteUri
            && (string)claims["scope"]! == "https://www.googleapis.com/auth/cloud-platform"
            && (long)claims["iat"]! <= now && (long)claims["exp"]! > now && (long)claims["exp"]! - (long)claims["iat"]! <= 3600;
    }

    private Task ExchangeAsync(StoreRequest request, HttpContext context)
    {
        var form = Form(request);
        return form["grant_type"] == "urn:ietf:params:oauth:grant-type:token-exchange" && SubjectTokens.Contains(form["subject_token"]) && form["audience"] == "//iam/pool"
            && form["subject_token_type"] == "urn:ietf:params:oauth:token-type:jwt"
            ? IssueAsync(context)
            : StoreServer.JsonAsync(context, """{"error":"invalid_grant"}""", 400);
    }

    private Task ApiAsync(StoreRequest request, HttpContext context)
    {
        if (Next.TryDequeue(out var next))
        {
            return StoreServer.JsonAsync(context, next.Json, next.Status);
        }

        if (!IsKnown(request))
        {
            return ErrorAsync(context, 401, "UNAUTHENTICATED");
        }

        const string Root = "/v1/projects/shop/secrets";
        if (!request.Path.StartsWith(Root, StringComparison.Ordinal))
        {
            return ErrorAsync(context, 403, "PERMISSION_DENIED", "CONSUMER_INVALID");
        }

        var path = Uri.UnescapeDataString(request.Path[Root.Length..]);
        if (Denied.Contains(path))
        {
            return ErrorAsync(context, 403, "PERMISSION_DENIED");
        }

        return path.Length == 0 ? ListAsync(request, context) : AccessAsync(path.TrimStart('/').Split('/'), context);
    }

    private Task ListAsync(StoreRequest request, HttpContext context)
    {
        var query = request.PathAndQuery.Split('?')[1].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var all = Secrets.AsEnumerable();
        foreach (var part in query.GetValueOrDefault("filter", "").Split(" AND ", StringSplitOptions.RemoveEmptyEntries))
        {
            all = part switch
            {
                _ when part.StartsWith("labels.", StringComparison.Ordinal) => all.Where(pair => pair.Value.Labels.Contains(part["labels.".Length..])),
                _ when part.StartsWith("name:", StringComparison.Ordinal) => all.Where(pair => pair.Key.Contains(part["name:".Length..], StringComparison.Ordinal)),
                "(own)" => all.Where(pair => pair.Value.IsOwn),
                _ => throw new InvalidOperationException(part),
            };
        }

        var ids = all.Select(pair => pair.Key).ToList();
        var from = int.Parse(query.GetValueOrDefault("pageToken", "0"));
        var page = new JsonObject { ["secrets"] = new JsonArray([.. ids.Skip(from).Take(PageSize).Select(id => (JsonNode)new JsonObject { ["name"] = $"projects/123/secrets/{id}" })]) };
        if (from + PageSize < ids.Count)
        {
            page["nextPageToken"] = (from + PageSize).ToString();
        }

        return StoreServer.JsonAsync(context, page.ToJsonString());
    }

    private Task AccessAsync(string[] parts, HttpContext context)
    {
        var version = parts[2].Split(':')[0];
        if (!Secrets.TryGetValue(parts[0], out var secret) || secret.Versions.Count == 0 || version != "latest" && int.Parse(version) > secret.Versions.Count)
        {
            return ErrorAsync(context, 404, "NOT_FOUND");
        }

        if (secret.IsDisabled)
        {
            return ErrorAsync(context, 400, "FAILED_PRECONDITION");
        }

        var payload = secret.Versions[version == "latest" ? ^1 : int.Parse(version) - 1];
        var crc = Crc32C.Of(payload).ToString();
        if (DamageNext > 0)
        {
            DamageNext--;
            payload = [.. payload, 0];
        }

        return StoreServer.JsonAsync(context, new JsonObject
        {
            ["name"] = $"projects/123/secrets/{parts[0]}/versions/1", ["payload"] = new JsonObject { ["data"] = Convert.ToBase64String(payload), ["dataCrc32c"] = crc },
        }.ToJsonString());
    }

    private bool IsKnown(StoreRequest request) => request.Header("Authorization") is var header && header.StartsWith("Bearer ", StringComparison.Ordinal)
        && _tokens.TryGetValue(header["Bearer ".Length..], out var end) && end > clock.GetUtcNow();

    private Task IssueAsync(HttpContext context) =>
        StoreServer.JsonAsync(context, new JsonObject { ["access_token"] = NewToken(), ["expires_in"] = (int)TokenLife.TotalSeconds, ["token_type"] = "Bearer" }.ToJsonString());

    private string NewToken()
    {
        var token = $"ya29.t0ken-{Interlocked.Increment(ref _tokenCount)}";
        _tokens[token] = clock.GetUtcNow() + TokenLife;
        return token;
    }

    private static Dictionary<string, string> Form(StoreRequest request) =>
        request.Body.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    private static Task ErrorAsync(HttpContext context, int code, string status, string? reason = null) => StoreServer.JsonAsync(
        context,
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = code, ["status"] = status, ["message"] = "the-message-of-the-server", ["details"] = new JsonArray(new JsonObject { ["reason"] = reason }),
            },
        }.ToJsonString(),
        code);
}
