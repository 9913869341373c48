using System.Globalization;

namespace Cachekit.Backends;

/// <summary>A server's address.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="Port">From 1 to 65535.</param>
internal sealed record MemcachedEndpoint(string Host, int Port)
{
    /// <summary>What placement hashes, and how logs name the server.</summary>
    public string Text { get; } = string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Reads <c>host:port</c>.</summary>
    /// <returns>The address, or <see langword="null"/> when the text is none.</returns>
    public static MemcachedEndpoint? Parse(string? text)
    {
        text = text?.Trim() ?? "";
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
        {
            return null;
        }

        var host = text[..colon];
        if (host is ['[', .. var address, ']'])
        {
            return Uri.CheckHostName(address) == UriHostNameType.IPv6 ? new MemcachedEndpoint(address, port) : null;
        }

        // Without brackets the last group of an IPv6 address would be taken as the port.
        return Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.Basic
            ? new MemcachedEndpoint(host, port)
            : null;
    }
}
