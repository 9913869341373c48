using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Cachekit.TestSupport.Servers;

/// <summary>One connection that speaks the Redis protocol, for looking at a server past the backend that is tested. One command at a time.</summary>
public sealed class RespConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private RespConnection(Stream stream) => _stream = stream;

    /// <summary>Connects to a port of the loopback.</summary>
    /// <param name="port">The port.</param>
    /// <param name="certificates">Whose TLS the server serves, or <see langword="null"/> for none; their client certificate is shown.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RespConnection> ConnectAsync(int port, TestCertificates? certificates = null, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            return new RespConnection(certificates is null ? stream : await certificates.AuthenticateAsync(stream, cancellationToken));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command of texts.</summary>
    /// <returns>A text, a number (<see cref="long"/>), bytes (a bulk answer), an array of such, or <see langword="null"/> for nothing.</returns>
    /// <exception cref="InvalidOperationException">The server answered with an error.</exception>
    public Task<object?> AskAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default) =>
        AskAsync([.. command.Select(static part => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(part)))], cancellationToken);

    /// <inheritdoc cref="AskAsync(IReadOnlyList{string}, CancellationToken)"/>
    public async Task<object?> AskAsync(IReadOnlyList<ReadOnlyMemory<byte>> command, CancellationToken cancellationToken = default)
    {
        using var request = new MemoryStream();
        request.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"*{command.Count}\r\n")));
        foreach (var part in command)
        {
            request.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"${part.Length}\r\n")));
            request.Write(part.Span);
            request.Write("\r\n"u8);
        }

        await _stream.WriteAsync(request.GetBuffer().AsMemory(0, (int)request.Length), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await AnswerAsync(cancellationToken);
    }

    /// <summary>Sends a command whose answer is a text.</summary>
    public async Task<string> TextAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default) =>
        await AskAsync(command, cancellationToken) switch
        {
            string text => text,
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            var other => throw new InvalidOperationException($"'{command[0]}' answered {other ?? "nothing"}, not a text."),
        };

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask<object?> AnswerAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(cancellationToken);
        var rest = line[1..];
        switch (line[0])
        {
            case '+':
                return rest;
            case '-':
                throw new InvalidOperationException($"Redis answered '{rest}'.");
            case ':':
                return long.Parse(rest, CultureInfo.InvariantCulture);
            case '$' or '*' when rest == "-1":
                return null;
            case '$':
                var bytes = new byte[int.Parse(rest, CultureInfo.InvariantCulture) + 2];
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = await ByteAsync(cancellationToken);
                }

                return bytes[..^2];
            case '*':
                var items = new object?[int.Parse(rest, CultureInfo.InvariantCulture)];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = await AnswerAsync(cancellationToken);
                }

                return items;
            default:
                throw new InvalidOperationException($"'{line}' is no answer of Redis.");
        }
    }

    private async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await ByteAsync(cancellationToken) is var octet && octet != '\r')
        {
            line.Append((char)octet);
        }

        await ByteAsync(cancellationToken);
        return line.Length > 0 ? line.ToString() : throw new InvalidOperationException("Redis answered an empty line.");
    }

    private async ValueTask<byte> ByteAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await _stream.ReadAsync(_buffer, cancellationToken);
            if (_end == 0)
            {
                throw new EndOfStreamException("The server closed the connection.");
            }
        }

        return _buffer[_start++];
    }
}
