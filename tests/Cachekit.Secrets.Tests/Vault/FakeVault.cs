using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Vault;

/// <summary>A server that speaks the part of Vault's HTTP API that is used, and keeps what the real one keeps: tokens, app roles, leases, versions, the seal.</summary>
internal sealed partial class FakeVault : IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly StoreServer _server;

    private FakeVault(StoreServer server)
    {
        _server = server;
        server.Answer = AnswerAsync;
    }

    public FakeTimeProvider Clock { get; } = new();

    public bool Sealed { get; set; }

    /// <summary>The only namespace that has something.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>Answers before anything else; <see langword="null"/>: as Vault does.</summary>
    public Func<StoreRequest, (int Status, string Body)?>? Override { get; set; }

    public StoreServer Server => _server;

    public static async Task<FakeVault> StartAsync() => new(await StoreServer.StartAsync());

    public int Count(string path) => _server.Requests.Count(request => request.Path == "/v1/" + path);

    public VaultSecretStore Store(Action<VaultOptions> configure) => new(Options(configure));

    /// <summary>Options for this server: nothing of the real environment, no repetitions unless a test wants them.</summary>
    public VaultOptions Options(Action<VaultOptions> configure)
    {
        var options = new VaultOptions();
        Prepare(options);
        configure(options);
        options.Validate();
        return options;
    }

    public IConfigurationRoot Load(Action<VaultOptions> configure) => new ConfigurationBuilder().AddVault(options =>
    {
        Prepare(options);
        configure(options);
    }).Build();

    /// <summary>Moves the clock and waits for the read that comes due.</summary>
    public async Task AdvanceAsync(IConfigurationRoot configuration, TimeSpan by)
    {
        Clock.Advance(by);
        await configuration.Providers.OfType<SecretStoreConfigurationProvider>().Single().Refresh;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Prepare(VaultOptions options)
    {
        options.Address = _server.Url;
        options.Variable = static _ => null;
        options.TimeProvider = Clock;
        options.Http.Retries = 0;
    }

    private Task AnswerAsync(StoreRequest request, HttpContext context)
    {
        if (Override?.Invoke(request) is { } other)
        {
            return StoreServer.JsonAsync(context, other.Body, other.Status);
        }

        FakeVaultAnswer answer;
        lock (_lock)
        {
            answer = Handle(request);
        }

        return answer.Body is { } body ? StoreServer.JsonAsync(context, body.ToJsonString(), answer.Status) : NothingAsync(context, answer.Status);
    }

    private FakeVaultAnswer Handle(StoreRequest request)
    {
        if (request.Header("X-Vault-Request") != "true")
        {
            return FakeVaultAnswer.Error(412, "missing 'X-Vault-Request' header");
        }

        if (Sealed)
        {
            return FakeVaultAnswer.Error(503, "Vault is sealed");
        }

        if (request.Header("X-Vault-Namespace").Trim('/') != Namespace || !request.Path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            return FakeVaultAnswer.Error(404, "no handler for route");
        }

        var path = string.Join('/', request.Path["/v1/".Length..].Split('/').Select(Uri.UnescapeDataString));
        var body = request.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(request.Body)!.AsObject();
        if (Unauthenticated(request, path, body) is { } open)
        {
            return open;
        }

        if (!Tokens.TryGetValue(request.Header("X-Vault-Token"), out var token) || token.EndsAt <= Clock.GetUtcNow())
        {
            return FakeVaultAnswer.Denied;
        }

        var list = request.PathAndQuery.EndsWith("?list=true", StringComparison.Ordinal);
        var capability = list ? "list" : request.Method == "GET" ? "read" : "update";
        return path.StartsWith("sys/internal/ui/mounts/", StringComparison.Ordinal)
            ? MountOf(path["sys/internal/ui/mounts/".Length..], token)
            : !token.Allows(path, capability)
                ? FakeVaultAnswer.Denied
                : OfToken(path, token) ?? OfLeases(path, body) ?? OfEngines(path, list, token) ?? FakeVaultAnswer.Error(404, "no handler for route");
    }

    private static Task NothingAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
