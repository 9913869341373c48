using Cachekit.Secrets.Tests.Files;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Aws;

/// <summary>AWS, a machine with its variables and files, and a clock.</summary>
internal sealed class AwsWorld : IAsyncDisposable
{
    public const string KeyId = "AKIAEXAMPLEKEYIDONE1";
    public const string Secret = "s3cr3t/Access+Key-that-must-not-show";

    private AwsWorld()
    {
    }

    public FakeTimeProvider Clock { get; } = new();

    public LogRecorder Logs { get; } = new();

    public TempFolder Home { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public FakeAws Aws { get; private set; } = null!;

    /// <summary>A world whose machine has nothing but the address of the fake and a region.</summary>
    public static async Task<AwsWorld> StartAsync()
    {
        var world = new AwsWorld();
        world.Aws = await FakeAws.StartAsync(world.Clock);
        world.Variables["AWS_ENDPOINT_URL"] = world.Aws.Url.ToString();
        world.Variables["AWS_REGION"] = "eu-central-1";
        world.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        world.Aws.Keys[KeyId] = new FakeKey(Secret);
        return world;
    }

    /// <summary>A world with a key in variables.</summary>
    public static async Task<AwsWorld> StartWithKeyAsync()
    {
        var world = await StartAsync();
        world.Variables["AWS_ACCESS_KEY_ID"] = KeyId;
        world.Variables["AWS_SECRET_ACCESS_KEY"] = Secret;
        return world;
    }

    public T Options<T>(T options)
        where T : AwsStoreOptions
    {
        options.Environment = new AwsEnvironment(name => Variables.GetValueOrDefault(name), Home.Path) { ContainerHost = Aws.Url };
        options.TimeProvider = Clock;
        options.LoggerFactory = Logs;
        options.Http.RetryDelay = TimeSpan.Zero;
        return options;
    }

    public IConfigurationRoot Secrets(Action<AwsSecretsManagerOptions> configure) =>
        new ConfigurationBuilder().AddAwsSecretsManager(options => configure(Options(options))).Build();

    public IConfigurationRoot Parameters(Action<AwsParameterStoreOptions> configure) =>
        new ConfigurationBuilder().AddAwsParameterStore(options => configure(Options(options))).Build();

    public AwsConnections Connect(Action<AwsSecretsManagerOptions>? configure = null)
    {
        var options = Options(new AwsSecretsManagerOptions());
        configure?.Invoke(options);
        return new AwsConnections("AWS", options);
    }

    /// <summary>Finds the credentials of the machine anew, and says which key they are.</summary>
    public async Task<string> AccessKeyIdAsync(Action<AwsSecretsManagerOptions>? configure = null)
    {
        using var connections = Connect(configure);
        return (await connections.CredentialsAsync(default)).AccessKeyId;
    }

    public static SecretStoreConfigurationProvider Provider(IConfigurationRoot configuration) => configuration.Providers.OfType<SecretStoreConfigurationProvider>().Single();

    /// <summary>All that was said: no value may be in it.</summary>
    public string Everything(params IEnumerable<object?> more) =>
        string.Join('\n', Logs.Lines.Select(line => $"{line.Text} {line.Exception}").Concat(more.Select(one => one?.ToString() ?? "")));

    public async ValueTask DisposeAsync()
    {
        Home.Dispose();
        await Aws.DisposeAsync();
    }
}
