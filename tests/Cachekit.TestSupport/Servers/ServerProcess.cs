using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cachekit.TestSupport.Servers;

/// <summary>A server program of a test's own on a free port of the loopback; it ends with this object at the latest.</summary>
/// <remarks>Not made for concurrent use: one test at a time stops, freezes and starts it.</remarks>
public abstract class ServerProcess : IAsyncDisposable
{
    private const int Attempts = 5;
    private const int KeptLines = 50;

    /// <summary>How long anything that is waited for may take: far longer than it does, so that only a real fault is seen.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly object _lock = new();
    private readonly Queue<string> _lines = new();
    private Process? _process;
    private Task _draining = Task.CompletedTask;
    private TaskCompletionSource<bool> _announced = new();
    private bool _frozen;

    protected ServerProcess(string program) => _program = program;

    /// <summary>Where it listens, on 127.0.0.1; the same after it was stopped and started again.</summary>
    public int Port { get; private set; }

    /// <summary>The address as clients write it: <c>127.0.0.1:port</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public bool IsRunning => _process is { HasExited: false };

    protected int ProcessId => (_process ?? throw new InvalidOperationException($"{_program} does not run.")).Id;

    /// <summary>Ends the server in order, as an administrator would; clients see their connections closed.</summary>
    public Task StopAsync() => EndAsync(static process => Signals.Send(process.Id, Signals.Terminate));

    /// <summary>Ends the server at once, without a chance to tell anybody.</summary>
    public Task KillAsync() => EndAsync(static process => process.Kill());

    /// <summary>Starts the server again on its port, with nothing that it held before.</summary>
    public async Task StartAgainAsync()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException($"Stop {_program} first.");
        }

        // A connection of somebody else can have its end on the port for a while.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryStartAsync(Port))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        throw new InvalidOperationException($"{_program} did not start again on port {Port}: {Said()}");
    }

    /// <summary>Stops the program's work without ending it: connections stay open, and new ones are taken by the system, but nobody answers.</summary>
    public void Freeze()
    {
        Signals.Send(ProcessId, Signals.Stop);
        _frozen = true;
        if (OperatingSystem.IsLinux() && !SpinWait.SpinUntil(IsStopped, Patience))
        {
            throw new TimeoutException($"{_program} did not stop working.");
        }
    }

    /// <summary>Lets a frozen program go on.</summary>
    public void Resume()
    {
        Signals.Send(ProcessId, Signals.Continue);
        _frozen = false;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Cleanup();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the system has the program.</summary>
    protected static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Join(folder, program)));

    protected async Task StartOnFreePortAsync()
    {
        try
        {
            // Between the choice of a free port and its use somebody else may take it.
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                Port = FreePort();
                if (await TryStartAsync(Port))
                {
                    return;
                }
            }
        }
        catch
        {
            Cleanup();
            throw;
        }

        Cleanup();
        throw new InvalidOperationException($"{_program} did not start on any of {Attempts} ports: {Said()}");
    }

    protected abstract IEnumerable<string> Arguments(int port);

    /// <summary>Whether a line of the output says that the server is ready; for those that say so.</summary>
    protected virtual bool Announces(string line) => false;

    /// <summary>Waits until the server is ready, or says that it has ended.</summary>
    /// <returns><see langword="false"/> when it ended.</returns>
    protected virtual Task<bool> WhenReadyAsync(CancellationToken cancellationToken) => _announced.Task.WaitAsync(cancellationToken);

    /// <summary>Removes what was made for the server, after its end.</summary>
    protected virtual void Cleanup()
    {
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> TryStartAsync(int port)
    {
        _announced = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo(_program, Arguments(port)) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            _process = Process.Start(start) ?? throw new InvalidOperationException($"{_program} did not start.");
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{_program} cannot be run; './eng/test' installs it on Debian.", exception);
        }

        _draining = DrainAsync(_process, _announced);
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            if (await WhenReadyAsync(deadline.Token))
            {
                return true;
            }
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            await KillAsync();
            throw new TimeoutException($"{_program} was not ready within {Patience}: {Said()}", exception);
        }

        await KillAsync();
        return false;
    }

    /// <summary>A pipe that nobody reads would stop the server one day.</summary>
    private async Task DrainAsync(Process process, TaskCompletionSource<bool> announced)
    {
        await Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        announced.TrySetResult(false);

        async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (_lock)
                {
                    _lines.Enqueue(line);
                    if (_lines.Count > KeptLines)
                    {
                        _lines.Dequeue();
                    }
                }

                if (Announces(line))
                {
                    announced.TrySetResult(true);
                }
            }
        }
    }

    private async Task EndAsync(Action<Process> end)
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        if (!process.HasExited)
        {
            end(process);
            if (_frozen)
            {
                Signals.Send(process.Id, Signals.Continue);
            }
        }

        _frozen = false;
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await _draining;
        process.Dispose();
    }

    private string Said()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    private bool IsStopped()
    {
        // After the name, which is in parentheses and may hold anything, comes the state; T is stopped.
        var status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{ProcessId}/stat"));
        return status[status.LastIndexOf(')')..].StartsWith(") T", StringComparison.Ordinal);
    }
}
