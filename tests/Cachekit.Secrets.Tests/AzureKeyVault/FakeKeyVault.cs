using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Cachekit.Secrets.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Cachekit.Secrets.Tests.AzureKeyVault;

/// <summary>A server that answers the client of the Azure SDK as a key vault does: a challenge first, lists in pages, and the newest version of each secret.</summary>
internal sealed class FakeKeyVault : IAsyncDisposable
{
    private const int PageSize = 2;

    private readonly StoreServer _server;
    private int _reads;
    private int _mostReads;

    private FakeKeyVault(StoreServer server)
    {
        _server = server;
        server.Answer = AnswerAsync;

        // The SDK remembers the challenges of a host for the whole process.
        Uri = new Uri($"https://v{Guid.NewGuid():N}.vault.azure.net");
    }

    public Uri Uri { get; }

    public FakeTimeProvider Clock { get; } = new();

    public FakeCredential Credential { get; } = new();

    public ConcurrentDictionary<string, FakeKeyVaultSecret> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Answers authenticated requests before anything else.</summary>
    public Func<StoreRequest, (int Status, string Code, string? RetryAfter)?>? Override { get; set; }

    /// <summary>Is waited for before a value is given.</summary>
    public Func<Task>? Gate { get; set; }

    public StoreServer Server => _server;

    public int MostReadsAtOnce => Volatile.Read(ref _mostReads);

    public int Lists => _server.Requests.Count(request => request.Path == "/secrets" && request.Header("Authorization").Length > 0);

    public int Reads => _server.Requests.Count(request => request.Path.StartsWith("/secrets/", StringComparison.Ordinal) && request.Header("Authorization").Length > 0);

    public static async Task<FakeKeyVault> StartAsync() => new(await StoreServer.StartAsync());

    public void Put(string name, string value, bool enabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? expires = null) => Secrets[name] =
        new FakeKeyVaultSecret(name, value, enabled, DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds()), notBefore, expires);

    public void Configure(SecretClientOptions options)
    {
        options.Transport = new HttpClientTransport(new HttpClient(new Rerouted(_server.Url)));
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxRetries = 2;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(StoreRequest request, HttpContext context)
    {
        if (request.Header("Authorization") != "Bearer " + FakeCredential.Token)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/72f988bf-0000-0000-0000-2d7cd011db47\", resource=\"https://vault.azure.net\"";
            await StoreServer.JsonAsync(context, Error("Unauthorized"), 401);
            return;
        }

        if (Override?.Invoke(request) is { } other)
        {
            if (other.RetryAfter is { } after)
            {
                context.Response.Headers.RetryAfter = after;
            }

            await StoreServer.JsonAsync(context, Error(other.Code), other.Status);
            return;
        }

        if (request.Path is "/secrets")
        {
            await StoreServer.JsonAsync(context, Page(request).ToJsonString());
            return;
        }

        InterlockedMax(ref _mostReads, Interlocked.Increment(ref _reads));
        if (Gate is { } gate)
        {
            await gate();
        }

        Interlocked.Decrement(ref _reads);
        if (!Secrets.TryGetValue(request.Path.Split('/')[2], out var secret))
        {
            await StoreServer.JsonAsync(context, Error("SecretNotFound"), 404);
        }
        else if (!secret.Enabled)
        {
            await StoreServer.JsonAsync(context, """{"error":{"code":"Forbidden","message":"Operation get is not allowed on a disabled secret.","innererror":{"code":"SecretDisabled"}}}""", 403);
        }
        else
        {
            var item = Item(secret, "/0123456789abcdef0123456789abcdef");
            item["value"] = secret.Value;
            await StoreServer.JsonAsync(context, item.ToJsonString());
        }
    }

    private JsonObject Page(StoreRequest request)
    {
        var at = request.PathAndQuery.IndexOf("skiptoken=", StringComparison.Ordinal);
        var skip = at < 0 ? 0 : int.Parse(request.PathAndQuery[(at + "skiptoken=".Length)..].Split('&')[0], CultureInfo.InvariantCulture);
        var secrets = Secrets.Values.OrderBy(secret => secret.Name, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["value"] = new JsonArray([.. secrets.Skip(skip).Take(PageSize).Select(secret => Item(secret, ""))]),
            ["nextLink"] = skip + PageSize < secrets.Count ? $"{Uri.GetLeftPart(UriPartial.Authority)}/secrets?api-version=7.6&$skiptoken={skip + PageSize}" : null,
        };
    }

    private JsonObject Item(FakeKeyVaultSecret secret, string version)
    {
        var attributes = new JsonObject
        {
            ["enabled"] = secret.Enabled, ["created"] = secret.UpdatedOn.ToUnixTimeSeconds(), ["updated"] = secret.UpdatedOn.ToUnixTimeSeconds(), ["recoveryLevel"] = "Recoverable+Purgeable", ["recoverableDays"] = 90,
        };
        if (secret.NotBefore is { } start)
        {
            attributes["nbf"] = start.ToUnixTimeSeconds();
        }

        if (secret.Expires is { } end)
        {
            attributes["exp"] = end.ToUnixTimeSeconds();
        }

        return new JsonObject { ["id"] = $"{Uri.GetLeftPart(UriPartial.Authority)}/secrets/{secret.Name}{version}", ["attributes"] = attributes };
    }

    private static string Error(string code) => $$$"""{"error":{"code":"{{{code}}}","message":"d3tail of {{{code}}}"}}""";

    private static void InterlockedMax(ref int target, int value)
    {
        for (var known = Volatile.Read(ref target); value > known; known = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, known);
        }
    }

    /// <summary>Sends what goes to the vault to the server of the test.</summary>
    private sealed class Rerouted(Uri server) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            request.Headers.Host = null;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
