using System.Net.Sockets;

namespace Cachekit.TestSupport.Servers;

/// <summary>A client's connection to a <see cref="FaultyProxy"/>, and the one to the server that belongs to it.</summary>
internal sealed class ProxyLine : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _closed;
    private volatile bool _lost;

    public ProxyLine(Socket client)
    {
        client.NoDelay = true;
        Client = client;
        Ended = _ended.Token;
    }

    public Socket Client { get; }

    public Socket Server { get; } = new(SocketType.Stream, ProtocolType.Tcp);

    public CancellationToken Ended { get; }

    /// <summary>Whether the server is gone without the client's knowledge.</summary>
    public bool IsLost => _lost;

    public int PassedBeforeCut { get; set; }

    /// <summary>Ends the client's connection with RST in place of FIN: that is what closing does with a linger time of zero.</summary>
    public void Reset() => End(static socket => socket.LingerState = new LingerOption(enable: true, seconds: 0));

    public void Dispose() => End(static _ => { });

    public void Lose()
    {
        _lost = true;
        Server.Dispose();
    }

    /// <summary>Passes on that one side has nothing more to say.</summary>
    public void Shutdown(Socket socket)
    {
        if (IsLost)
        {
            return;
        }

        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side has ended it meanwhile, which was all that was left to do.
        }
    }

    private void End(Action<Socket> prepare)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        try
        {
            prepare(Client);
        }
        catch (SocketException)
        {
            // The client was faster.
        }

        Client.Dispose();
        Server.Dispose();
        _ended.Cancel();
        _ended.Dispose();
    }
}
