using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cachekit.TestSupport.Backends;

namespace Cachekit.TestSupport.Servers;

/// <summary>A stretch of network between a client and a server on the loopback, which a test makes fail as it likes while both work.</summary>
/// <remarks>It passes everything on at first. A new way of failing takes the place of the one before; <see cref="Pass"/> ends it.</remarks>
public sealed class FaultyProxy : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly int _serverPort;
    private readonly object _lock = new();
    private readonly HashSet<ProxyLine> _lines = [];
    private readonly List<Task> _work = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private ProxyBehaviour _behaviour = ProxyBehaviour.Passing;
    private TcpListener? _listener;
    private int _accepted;

    /// <summary>Listens on a free port.</summary>
    /// <param name="serverPort">The server's port on the loopback.</param>
    public FaultyProxy(int serverPort)
    {
        _serverPort = serverPort;
        Listen();
    }

    /// <summary>Where clients connect, on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The address as clients write it: <c>127.0.0.1:port</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>How many connections came, also those that are gone.</summary>
    public int Accepted
    {
        get
        {
            lock (_lock)
            {
                return _accepted;
            }
        }
    }

    /// <summary>How many connections there are.</summary>
    public int Open
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Completes when so many connections have come, since the start.</summary>
    public Task WhenAcceptedAsync(int count)
    {
        lock (_lock)
        {
            if (_accepted >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Passes everything on again, and listens again. What was held comes through; what was lost stays lost.</summary>
    public void Pass()
    {
        Behave(ProxyBehaviour.Passing);
        lock (_lock)
        {
            if (_listener is null)
            {
                Listen();
            }
        }
    }

    /// <summary>Holds answers back until the gate is opened; requests reach the server. It counts the pieces of answers that came to it.</summary>
    public BackendGate HoldAnswers()
    {
        var gate = new BackendGate();
        Behave(new ProxyBehaviour { Answers = gate });
        return gate;
    }

    /// <summary>Holds requests back until the gate is opened: the server sees nothing of them until then.</summary>
    public BackendGate HoldRequests()
    {
        var gate = new BackendGate();
        Behave(new ProxyBehaviour { Requests = gate });
        return gate;
    }

    /// <summary>Lets so many bytes of the next answer through and resets its connection then; passes everything on afterwards.</summary>
    public void CutNextAnswer(int afterBytes) => Behave(new ProxyBehaviour { CutAfter = afterBytes });

    /// <summary>Puts these bytes in the place of every piece of an answer.</summary>
    public void Garble(ReadOnlyMemory<byte> garbage) => Behave(new ProxyBehaviour { Garbage = garbage });

    /// <summary>Takes connections and requests, and never answers; the server sees nothing of them.</summary>
    public void Swallow() => Behave(new ProxyBehaviour { Swallows = true });

    /// <summary>Refuses new connections and resets those that there are, as if the server had ended; <see cref="Pass"/> brings it back on the same port.</summary>
    public void Refuse()
    {
        TcpListener? listener;
        lock (_lock)
        {
            listener = _listener;
            _listener = null;
        }

        listener?.Dispose();
        Behave(ProxyBehaviour.Passing);
        ResetAll();
    }

    /// <summary>Resets the connections that there are; new ones pass.</summary>
    public void ResetAll()
    {
        foreach (var line in Snapshot())
        {
            line.Reset();
        }
    }

    /// <summary>Ends the connections that there are in order, as a server does that has had enough of idle ones; new ones pass.</summary>
    public void CloseAll()
    {
        foreach (var line in Snapshot())
        {
            line.Dispose();
        }
    }

    /// <summary>
    /// Takes the server away from the connections that there are without telling the clients, as a firewall does that forgets them: what they
    /// send goes nowhere. New ones pass.
    /// </summary>
    public void HalfOpen()
    {
        foreach (var line in Snapshot())
        {
            line.Lose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Refuse();
        Task[] work;
        lock (_lock)
        {
            work = [.. _work];
        }

        await Task.WhenAll(work);
    }

    private void Behave(ProxyBehaviour behaviour)
    {
        // Nothing waits at a gate that nobody knows any more.
        var former = Interlocked.Exchange(ref _behaviour, behaviour);
        former.Answers?.Open();
        former.Requests?.Open();
    }

    private void Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        lock (_lock)
        {
            _listener = listener;
            _work.Add(AcceptAsync(listener));
        }
    }

    private ProxyLine[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The end of listening, or a client that left before it was taken.
                lock (_lock)
                {
                    if (_listener == listener)
                    {
                        continue;
                    }
                }

                return;
            }

            var line = new ProxyLine(client);
            lock (_lock)
            {
                if (_listener != listener)
                {
                    line.Reset();
                    return;
                }

                _accepted++;
                _lines.Add(line);
                _work.Add(ServeAsync(line));
                foreach (var (count, reached) in _watchers)
                {
                    if (_accepted >= count)
                    {
                        reached.TrySetResult();
                    }
                }
            }
        }
    }

    private async Task ServeAsync(ProxyLine line)
    {
        await Task.Yield();
        try
        {
            await line.Server.ConnectAsync(IPAddress.Loopback, _serverPort);
            line.Server.NoDelay = true;
            await Task.WhenAll(UntilEndAsync(line, RequestsAsync(line)), UntilEndAsync(line, AnswersAsync(line)));
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            line.Reset();
        }
        finally
        {
            lock (_lock)
            {
                _lines.Remove(line);
            }

            line.Dispose();
        }
    }

    /// <summary>A side that breaks off takes the other one with it.</summary>
    private static async Task UntilEndAsync(ProxyLine line, Task direction)
    {
        try
        {
            await direction;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            line.Reset();
        }
    }

    private static bool IsEnd(Exception exception) => exception is SocketException or ObjectDisposedException or OperationCanceledException;

    private async Task RequestsAsync(ProxyLine line)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await line.Client.ReceiveAsync(buffer)) > 0)
        {
            var behaviour = Volatile.Read(ref _behaviour);
            if (behaviour.Requests is { } gate)
            {
                await gate.PassAsync(line.Ended);
            }

            if (!behaviour.Swallows && !line.IsLost)
            {
                await SendAsync(line.Server, buffer.AsMemory(0, count));
            }
        }

        if (line.IsLost)
        {
            line.Dispose();
            return;
        }

        line.Shutdown(line.Server);
    }

    private async Task AnswersAsync(ProxyLine line)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await ReceiveAnswerAsync(line, buffer)) > 0)
        {
            var behaviour = Volatile.Read(ref _behaviour);
            if (behaviour.Answers is { } gate)
            {
                await gate.PassAsync(line.Ended);
            }

            if (behaviour.CutAfter is { } limit && await CutAsync(line, behaviour, buffer.AsMemory(0, count), limit))
            {
                return;
            }

            if (!behaviour.Swallows && behaviour.CutAfter is null)
            {
                await SendAsync(line.Client, behaviour.Garbage ?? buffer.AsMemory(0, count));
            }
        }

        line.Shutdown(line.Client);
    }

    /// <summary>Receives from the server; a line that has lost it waits for its own end instead.</summary>
    private static async Task<int> ReceiveAnswerAsync(ProxyLine line, byte[] buffer)
    {
        try
        {
            var count = await line.Server.ReceiveAsync(buffer);
            if (count > 0 || !line.IsLost)
            {
                return count;
            }
        }
        catch (Exception exception) when (line.IsLost && exception is SocketException or ObjectDisposedException)
        {
            // Its client is not told.
        }

        if (line.IsLost)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, line.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return 0;
    }

    /// <summary>Passes a piece of the answer that is to be cut; says whether the cut was made.</summary>
    private async Task<bool> CutAsync(ProxyLine line, ProxyBehaviour behaviour, ReadOnlyMemory<byte> piece, int limit)
    {
        var left = limit - line.PassedBeforeCut;
        var part = piece[..Math.Min(left, piece.Length)];
        line.PassedBeforeCut += part.Length;
        await SendAsync(line.Client, part);
        if (line.PassedBeforeCut < limit)
        {
            return false;
        }

        Interlocked.CompareExchange(ref _behaviour, ProxyBehaviour.Passing, behaviour);
        line.Reset();
        return true;
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }
}
