using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cachekit.AspNetCore.Tests;

/// <summary>An answer as it came over the wire.</summary>
internal sealed class RawAnswer
{
    private RawAnswer(int status, ILookup<string, string> headers, byte[] body)
    {
        Status = status;
        Headers = headers;
        Body = body;
    }

    public int Status { get; }

    public ILookup<string, string> Headers { get; }

    public byte[] Body { get; }

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The header's value; <see langword="null"/> when it is not there.</summary>
    public string? this[string header] => Headers.Contains(header) ? string.Join(", ", Headers[header]) : null;

    public static RawAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, $"No answer, but {bytes.Length} bytes.");
        var lines = Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, bytes[(end + 4)..]);
    }
}
