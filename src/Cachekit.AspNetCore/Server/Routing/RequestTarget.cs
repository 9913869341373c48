using System.Text;

namespace Cachekit.AspNetCore;

/// <summary>
/// Reads the target of a request as it came over the wire. The path that ASP.NET Core hands out has most escapes decoded and its dot
/// segments resolved, so that different keys look alike there.
/// </summary>
internal readonly ref struct RequestTarget
{
    private const string Version = "v1";
    private const string Cache = "cache";

    private RequestTarget(ServerRoute route, bool isBelowCache, ReadOnlySpan<char> key)
    {
        Route = route;
        IsBelowCache = isBelowCache;
        Key = key;
    }

    public ServerRoute Route { get; }

    /// <summary>Whether the target is <c>/v1/cache</c> or something below it, as written.</summary>
    public bool IsBelowCache { get; }

    /// <summary>The segment of the key, still encoded; empty where the route has none.</summary>
    public ReadOnlySpan<char> Key { get; }

    /// <param name="target">The raw target, in origin form or absolute form.</param>
    public static RequestTarget Parse(ReadOnlySpan<char> target)
    {
        var path = PathOf(target);
        if (path.Length == 0 || path[0] != '/')
        {
            return default;
        }

        var rest = path[1..];
        if (!Matches(Next(ref rest, out _), Version) || !Matches(Next(ref rest, out var hasMore), Cache))
        {
            return default;
        }

        if (!hasMore || rest.Length == 0)
        {
            return new RequestTarget(ServerRoute.Unknown, isBelowCache: true, default);
        }

        var key = Next(ref rest, out hasMore);
        if (!hasMore)
        {
            return Matches(key, "health")
                ? new RequestTarget(ServerRoute.Health, isBelowCache: true, default)
                : new RequestTarget(ServerRoute.Entry, isBelowCache: true, key);
        }

        var resource = Next(ref rest, out hasMore);
        var route = hasMore ? ServerRoute.Unknown
            : Matches(resource, "ttl") ? ServerRoute.Ttl
            : Matches(resource, "lock") ? ServerRoute.Lock
            : ServerRoute.Unknown;
        return new RequestTarget(route, isBelowCache: true, key);
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var end = target.IndexOfAny('?', '#');
        var path = end < 0 ? target : target[..end];
        if (path.Length == 0 || path[0] == '/')
        {
            return path;
        }

        // Absolute form, as it is sent to proxies; every server has to take it.
        var authority = path.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return default;
        }

        var rest = path[(authority + 3)..];
        var start = rest.IndexOf('/');
        return start < 0 ? default : rest[start..];
    }

    private static ReadOnlySpan<char> Next(scoped ref ReadOnlySpan<char> rest, out bool hasMore)
    {
        var end = rest.IndexOf('/');
        hasMore = end >= 0;
        var segment = hasMore ? rest[..end] : rest;
        rest = hasMore ? rest[(end + 1)..] : default;
        return segment;
    }

    /// <summary>Compares a fixed segment; an escaped letter is the same letter.</summary>
    private static bool Matches(ReadOnlySpan<char> segment, string expected)
    {
        if (!segment.Contains('%'))
        {
            return segment.SequenceEqual(expected);
        }

        Span<byte> decoded = stackalloc byte[16];
        return PercentEncoding.TryDecode(segment, decoded, out var length) && Ascii.Equals(decoded[..length], expected);
    }
}
