using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cachekit.Backends;

/// <summary>Reads the URL of a Redis server. What it says about a wrong one never repeats a part that could be a user or a password.</summary>
/// <remarks><see cref="Uri"/> is of no help here: it knows neither several hosts nor passwords with characters that should have been encoded.</remarks>
internal static class RedisUrl
{
    public const string Form = "write redis://[user][:password]@host:port[/db], for example redis://localhost:6379, or rediss:// for TLS";

    private static readonly SearchValues<char> InNoHost = SearchValues.Create(" \t\r\n\\%=");

    /// <param name="text">The URL.</param>
    /// <param name="address">What it says.</param>
    /// <returns>What is wrong with it, to follow the name of the setting; <see langword="null"/> when nothing is.</returns>
    public static string? TryParse(string text, out RedisAddress? address)
    {
        address = null;

        // A secret that was read from a file may end with a line break.
        text = text.Trim();
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        if (scheme is not ("redis" or "rediss"))
        {
            return scheme is "http" or "https" or "unix" or "redis+sentinel" or "tcp"
                ? $"begins with '{scheme}://', which is no URL of a Redis server: {Form}"
                : $"is no URL of a Redis server, which begins with redis:// or rediss://: {Form}";
        }

        // The last one: a password may hold another that nobody encoded.
        var rest = text[(colon + 3)..];
        var at = rest.LastIndexOf('@');
        string? user = null;
        string? password = null;
        if (at >= 0 && ReadUserInfo(rest[..at], out user, out password) is { } wrongUser)
        {
            return wrongUser;
        }

        var place = rest[(at + 1)..];
        if (place.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            return $"has a query or a fragment, which a Redis URL has not: {Form}; what it cannot say goes into {nameof(RedisBackendOptions)}.{nameof(RedisBackendOptions.Configuration)}";
        }

        int? database = null;
        if (place.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
        {
            var path = place[(slash + 1)..];
            place = place[..slash];
            if (path.Length > 0)
            {
                if (!int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    return $"has a database that is not a whole number, 0 or more: {Form}";
                }

                database = number;
            }
        }

        var endPoints = new List<EndPoint>();
        var firstHost = "";
        foreach (var part in place.Split(','))
        {
            if (ReadHost(part.Trim(), out var endPoint, out var host) is { } wrongHost)
            {
                return wrongHost;
            }

            firstHost = endPoints.Count == 0 ? host : firstHost;
            endPoints.Add(endPoint!);
        }

        address = new RedisAddress(endPoints, scheme is "rediss", firstHost, user, password, database);
        return null;
    }

    private static string? ReadUserInfo(string text, out string? user, out string? password)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        user = NotEmpty(Uri.UnescapeDataString(colon < 0 ? text : text[..colon]));
        password = colon < 0 ? null : NotEmpty(Uri.UnescapeDataString(text[(colon + 1)..]));
        return user is not null && password is null
            ? "has a user without a password: write redis://user:password@host:port, or redis://:password@host:port for a password alone"
            : null;

        static string? NotEmpty(string value) => value.Length == 0 ? null : value;
    }

    private static string? ReadHost(string text, out EndPoint? endPoint, out string host)
    {
        endPoint = null;
        string portText;
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            host = end < 0 ? "" : text[1..end];
            portText = end < 0 ? "" : text[(end + 1)..];
            if (!IPAddress.TryParse(host, out var v6) || v6.AddressFamily != AddressFamily.InterNetworkV6 || portText is not ("" or [':', ..]))
            {
                return $"has square brackets around something that is not an IPv6 address: {Form}; an IPv6 address is written redis://[::1]:6379";
            }
        }
        else
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0 && text.IndexOf(':', colon + 1) >= 0)
            {
                host = "";
                return $"has more than one colon in a host: {Form}; an IPv6 address is written redis://[::1]:6379";
            }

            host = colon < 0 ? text : text[..colon];
            portText = colon < 0 ? "" : text[colon..];
        }

        if (host.Length == 0 || host.AsSpan().ContainsAny(InNoHost))
        {
            return $"has an empty host, or one with characters that no host name has: {Form}";
        }

        var port = RedisBackendDefaults.Port;
        if (portText.Length > 0
            && (!int.TryParse(portText.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
        {
            return $"has a port that is not a whole number from 1 to 65535: {Form}";
        }

        endPoint = IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
        return null;
    }
}
