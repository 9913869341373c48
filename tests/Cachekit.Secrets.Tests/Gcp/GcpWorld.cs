using System.Security.Cryptography;
using System.Text.Json;
using Cachekit.Secrets.Tests.Files;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Gcp;

/// <summary>Google Cloud, a machine with its variables and files, and a clock.</summary>
internal sealed class GcpWorld : IAsyncDisposable
{
    // The key of the RFC: the fake knows its public half only.
    private readonly RSA _key = Rfc7515.PrivateKey();

    private GcpWorld()
    {
    }

    public FakeTimeProvider Clock { get; } = new();

    public LogRecorder Logs { get; } = new();

    public TempFolder Home { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public FakeGcp Gcp { get; private set; } = null!;

    /// <summary>A world with a service account, whose file is named by the variable.</summary>
    public static async Task<GcpWorld> StartAsync()
    {
        var world = new GcpWorld();
        world.Gcp = await FakeGcp.StartAsync(world.Clock);
        world.Gcp.Accounts["web@shop.iam.gserviceaccount.com"] = RSA.Create(world._key.ExportParameters(false));
        world.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = world.Home.Write("key.json", world.ServiceAccount());
        return world;
    }

    public string PrivateKey => _key.ExportPkcs8PrivateKeyPem();

    public string ServiceAccount(string? key = null) => Json(new()
    {
        ["type"] = "service_account", ["project_id"] = "shop", ["private_key_id"] = "key-1", ["private_key"] = key ?? PrivateKey,
        ["client_email"] = "web@shop.iam.gserviceaccount.com", ["token_uri"] = new Uri(Gcp.Url, "/token").AbsoluteUri,
    });

    public static string Json(Dictionary<string, object?> members) => JsonSerializer.Serialize(members);

    public GcpSecretManagerOptions Options(Action<GcpSecretManagerOptions>? configure = null) => Prepare(new GcpSecretManagerOptions(), configure);

    public IConfigurationRoot Secrets(Action<GcpSecretManagerOptions>? configure = null) =>
        new ConfigurationBuilder().AddGcpSecretManager(options => Prepare(options, configure)).Build();

    public static SecretStoreConfigurationProvider Provider(IConfigurationRoot configuration) => configuration.Providers.OfType<SecretStoreConfigurationProvider>().Single();

    public string Everything(params IEnumerable<object?> more) =>
        string.Join('\n', Logs.Lines.Select(line => $"{line.Text} {line.Exception}").Concat(more.Select(one => one?.ToString() ?? "")));

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        Home.Dispose();
        await Gcp.DisposeAsync();
    }

    private GcpSecretManagerOptions Prepare(GcpSecretManagerOptions options, Action<GcpSecretManagerOptions>? configure)
    {
        options.Environment = new GcpEnvironment(name => Variables.GetValueOrDefault(name), Home.Path);
        options.EndpointUrl = Gcp.Url;
        options.TimeProvider = Clock;
        options.LoggerFactory = Logs;
        options.Http.RetryDelay = TimeSpan.Zero;
        configure?.Invoke(options);
        return options;
    }
}
