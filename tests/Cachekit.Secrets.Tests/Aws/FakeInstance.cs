using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Cachekit.Secrets.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Cachekit.Secrets.Tests.Aws;

/// <summary>The metadata service of an instance, version 2: a token that ends, and nothing without it.</summary>
internal sealed class FakeInstance(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private int _tokenCount;

    public string? Role { get; set; }

    public string Region { get; set; } = "eu-central-1";

    public bool IsOff { get; set; }

    public (string Id, string Secret, string Token, DateTimeOffset End) Credentials { get; set; }

    public int TokenCount => _tokenCount;

    public void ForgetTokens() => _tokens.Clear();

    public Task AnswerAsync(StoreRequest request, HttpContext context)
    {
        if (IsOff)
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        }

        if (request is { Method: "PUT", Path: "/latest/api/token" })
        {
            if (!int.TryParse(request.Header("X-aws-ec2-metadata-token-ttl-seconds"), CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 21600 || request.Headers.ContainsKey("X-Forwarded-For"))
            {
                context.Response.StatusCode = 400;
                return Task.CompletedTask;
            }

            var token = $"imds-token-{Interlocked.Increment(ref _tokenCount)}";
            _tokens[token] = clock.GetUtcNow().AddSeconds(seconds);
            return context.Response.WriteAsync(token);
        }

        if (!_tokens.TryGetValue(request.Header("X-aws-ec2-metadata-token"), out var end) || end <= clock.GetUtcNow())
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        }

        const string Roles = "/latest/meta-data/iam/security-credentials/";
        switch (request.Path)
        {
            case "/latest/meta-data/placement/region":
                return context.Response.WriteAsync(Region);
            case Roles when Role is not null:
                return context.Response.WriteAsync(Role);
            case var path when Role is not null && path == Roles + Role:
                return StoreServer.JsonAsync(context, Json(Credentials));
            default:
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
        }
    }

    public static string Json((string Id, string Secret, string Token, DateTimeOffset End) credentials) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["Code"] = "Success",
        ["AccessKeyId"] = credentials.Id,
        ["SecretAccessKey"] = credentials.Secret,
        ["Token"] = credentials.Token,
        ["Expiration"] = credentials.End.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    });
}
