using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cachekit.Conformance.Tests.Redis;

/// <summary>One connection that speaks the Redis protocol: a command goes out as an array of bulk strings, an answer comes back.</summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly BufferedStream _stream;

    public RedisConnection(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        _stream = new BufferedStream(_client.GetStream());
    }

    /// <summary>The answer: a long, a byte array, or <see langword="null"/> for nothing.</summary>
    public object? Send(params ReadOnlyMemory<byte>[] command)
    {
        WriteLine('*', command.Length);
        foreach (var part in command)
        {
            WriteLine('$', part.Length);
            _stream.Write(part.Span);
            _stream.Write("\r\n"u8);
        }

        _stream.Flush();
        return ReadAnswer();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private void WriteLine(char kind, int number) =>
        _stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{number}\r\n")));

    private object? ReadAnswer()
    {
        var line = ReadLine();
        switch (line[0])
        {
            case '+':
                return Encoding.ASCII.GetBytes(line[1..]);
            case ':':
                return long.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
            case '$' when line == "$-1":
                return null;
            case '$':
                var bytes = new byte[int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture)];
                _stream.ReadExactly(bytes);
                ReadLine();
                return bytes;
            default:
                throw new CacheBackendException(BackendErrorKind.Permanent, $"Redis answered '{line}'.");
        }
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        while (_stream.ReadByte() is var octet && octet != '\r')
        {
            line.Append(octet >= 0 ? (char)octet : throw new CacheBackendException(BackendErrorKind.Transient, "Redis closed the connection."));
        }

        _stream.ReadByte();
        return line.ToString();
    }
}
