using System.Globalization;
using System.Text;

namespace Cachekit.TestSupport;

/// <summary>An answer as it goes over the wire, byte for byte where a test wants it.</summary>
public sealed class WireAnswer
{
    private WireAnswer(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    /// <summary>Whether the connection is closed after the bytes.</summary>
    public bool Close { get; init; }

    /// <summary>Whether nothing comes after the bytes, and the connection stays open.</summary>
    public bool Hang { get; init; }

    public static WireAnswer Status(int status, string body = "", params string[] headers) => Status(status, Encoding.UTF8.GetBytes(body), headers);

    public static WireAnswer Status(int status, byte[] body, params string[] headers) => new(Compose(status, body, body.Length, headers));

    /// <summary>The head of an answer that announces more than comes.</summary>
    public static WireAnswer Partial(int status, byte[] body, int announced, bool hang, params string[] headers) =>
        new(Compose(status, body, announced, headers)) { Close = !hang, Hang = hang };

    /// <summary>A body in chunks, whose length is not known in advance.</summary>
    public static WireAnswer Chunked(byte[] body, int chunkSize, bool isWhole = true, bool hang = false, params string[] headers)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Head(200, [.. headers, "Transfer-Encoding: chunked"]));
        foreach (var chunk in body.Chunk(chunkSize))
        {
            bytes.Write(Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            bytes.Write(chunk);
            bytes.Write("\r\n"u8);
        }

        if (isWhole)
        {
            bytes.Write("0\r\n\r\n"u8);
        }

        return new WireAnswer(bytes.ToArray()) { Close = !isWhole && !hang, Hang = hang };
    }

    /// <summary>Whatever bytes.</summary>
    public static WireAnswer Raw(string text, bool close = true) => new(Encoding.Latin1.GetBytes(text)) { Close = close };

    /// <summary>No answer: the connection is closed.</summary>
    public static WireAnswer Cut() => new([]) { Close = true };

    /// <summary>No answer: the connection stays open.</summary>
    public static WireAnswer Silence() => new([]) { Hang = true };

    private static byte[] Compose(int status, byte[] body, int announced, string[] headers) =>
        [.. Head(status, [.. headers, $"Content-Length: {announced.ToString(CultureInfo.InvariantCulture)}"]), .. body];

    private static byte[] Head(int status, IEnumerable<string> headers) =>
        Encoding.Latin1.GetBytes($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} Recorded\r\n{string.Concat(headers.Select(static header => header + "\r\n"))}\r\n");
}
