using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cachekit.TestSupport.Servers;

/// <summary>A real <c>memcached</c>.</summary>
public sealed class MemcachedServer : ServerProcess
{
    private const string Program = "memcached";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly MemcachedServerOptions _options;

    private MemcachedServer(MemcachedServerOptions options)
        : base(Program) => _options = options;

    /// <summary>Whether the system has it; tests that need it skip themselves otherwise.</summary>
    public static bool IsInstalled => IsOnPath(Program);

    public static async Task<MemcachedServer> StartAsync(MemcachedServerOptions? options = null)
    {
        var server = new MemcachedServer(options ?? new MemcachedServerOptions());
        await server.StartOnFreePortAsync();
        return server;
    }

    /// <summary>Sends one command of the text protocol past the backend that is tested.</summary>
    /// <param name="command">The command with its data block if it has one, without the last line end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lines of the answer, without the last one where that is <c>END</c>.</returns>
    public async Task<IReadOnlyList<string>> AskAsync(string command, CancellationToken cancellationToken = default)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);

        // Only these answers have several lines.
        var verb = command.Split(' ', '\r')[0];
        var several = verb is "get" or "gets" or "gat" or "gats" or "stats";
        List<string> lines = [];
        while (await reader.ReadLineAsync(cancellationToken) is { } line && line != "END")
        {
            lines.Add(line);
            if (!several || line.StartsWith("ERROR", StringComparison.Ordinal) || line.Contains("_ERROR ", StringComparison.Ordinal))
            {
                break;
            }
        }

        return lines;
    }

    /// <summary>Removes all entries.</summary>
    public async Task FlushAsync()
    {
        var answer = await AskAsync("flush_all");
        if (answer is not ["OK"])
        {
            throw new InvalidOperationException($"memcached answered '{string.Join('\n', answer)}' to flush_all.");
        }
    }

    protected override IEnumerable<string> Arguments(int port)
    {
        List<string> arguments =
        [
            "-l", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "0", "-m", _options.MemoryMb.ToString(CultureInfo.InvariantCulture),
        ];
        if (Environment.IsPrivilegedProcess)
        {
            arguments.AddRange(["-u", "nobody"]);
        }

        if (_options.ItemSize is { } size)
        {
            arguments.AddRange(["-I", size]);
        }

        return [.. arguments, .. _options.Arguments];
    }

    /// <summary>It does not say when it is ready, so it is asked until it answers, and answers with its own number: another program may have the port.</summary>
    protected override async Task<bool> WhenReadyAsync(CancellationToken cancellationToken)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"STAT pid {ProcessId}");
        while (IsRunning)
        {
            try
            {
                var lines = await AskAsync("stats", cancellationToken);
                if (lines.Contains(own))
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // Not yet.
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return false;
    }
}
