using System.Globalization;

namespace Cachekit.TestSupport.Servers;

/// <summary>A real <c>redis-server</c> that keeps nothing on disk.</summary>
public sealed class RedisServer : ServerProcess
{
    private const string Program = "redis-server";

    private readonly RedisServerOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("cachekit-redis-").FullName;

    private RedisServer(RedisServerOptions options)
        : base(Program) => _options = options;

    /// <summary>Whether the system has it; tests that need it skip themselves otherwise.</summary>
    public static bool IsInstalled => IsOnPath(Program);

    /// <summary>Where the nodes of a cluster talk to each other.</summary>
    internal int BusPort { get; private set; }

    public static async Task<RedisServer> StartAsync(RedisServerOptions? options = null)
    {
        var server = new RedisServer(options ?? new RedisServerOptions());
        await server.StartOnFreePortAsync();
        return server;
    }

    /// <summary>A connection of the test's own, as the default user.</summary>
    public async Task<RespConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var connection = await RespConnection.ConnectAsync(Port, _options.Tls, cancellationToken);
        if (_options.Password is { } password)
        {
            await connection.AskAsync(["AUTH", password], cancellationToken);
        }

        return connection;
    }

    /// <summary>Sends one command past the backend that is tested.</summary>
    /// <returns>As <see cref="RespConnection.AskAsync(IReadOnlyList{string}, CancellationToken)"/>.</returns>
    public async Task<object?> AskAsync(params string[] command)
    {
        await using var connection = await ConnectAsync();
        return await connection.AskAsync(command);
    }

    /// <summary>Removes all entries.</summary>
    public Task FlushAsync() => AskAsync("FLUSHALL");

    protected override IEnumerable<string> Arguments(int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        List<string> arguments = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder];
        if (_options.Tls is { } tls)
        {
            arguments.AddRange(["--port", "0", "--tls-port", number, "--tls-cert-file", tls.CertificatePath, "--tls-key-file", tls.KeyPath]);
            arguments.AddRange(["--tls-ca-cert-file", tls.AuthorityPath, "--tls-auth-clients", _options.RequireClientCertificate ? "yes" : "no"]);
        }
        else
        {
            arguments.AddRange(["--port", number]);
        }

        if (_options.Password is { } password)
        {
            arguments.AddRange(["--requirepass", password]);
        }

        foreach (var user in _options.Users)
        {
            arguments.AddRange(["--user", .. user.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }

        if (_options.ReplicaOf is { } master)
        {
            arguments.AddRange(["--replicaof", "127.0.0.1", master.ToString(CultureInfo.InvariantCulture), "--repl-diskless-sync-delay", "0"]);
        }

        if (_options.Cluster)
        {
            BusPort = FreePort();
            arguments.AddRange(["--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--repl-diskless-sync-delay", "0"]);
            arguments.AddRange(["--cluster-port", BusPort.ToString(CultureInfo.InvariantCulture)]);
        }

        return [.. arguments, .. _options.Arguments];
    }

    protected override bool Announces(string line) => line.Contains("Ready to accept connections", StringComparison.Ordinal);

    protected override void Cleanup()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
