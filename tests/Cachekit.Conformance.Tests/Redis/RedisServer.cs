using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cachekit.Conformance.Tests.Redis;

/// <summary>A Redis of this test run's own, on a port of its own, that keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private const int Attempts = 5;

    private Process? _process;
    private Task _draining = Task.CompletedTask;

    public int Port { get; private set; }

    /// <summary>Ends the test where there is no Redis; <c>eng/test</c> installs it.</summary>
    public void Require() => Assert.SkipWhen(_process is null, "There is no redis-server; './eng/test' installs it on Debian.");

    public async ValueTask InitializeAsync()
    {
        // Between the choice of a free port and its use somebody else may take it.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Port = FreePort();
            if (TryStart(Port) is not { } process)
            {
                return;
            }

            if (await IsReady(process))
            {
                // A pipe that nobody reads would stop the server one day.
                _draining = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _process = process;
                return;
            }

            process.Dispose();
        }

        throw new InvalidOperationException($"redis-server did not start on any of {Attempts} ports.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            await _draining;
            process.Dispose();
        }
    }

    private static Process? TryStart(int port)
    {
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        try
        {
            return Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Reads what the server says until it is ready; it ends without that when it cannot start.</summary>
    private static async Task<bool> IsReady(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                return true;
            }
        }

        await process.WaitForExitAsync();
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
