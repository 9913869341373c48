namespace Cachekit.Secrets;

/// <summary>How long loaded secrets are good.</summary>
/// <remarks>Younger than <see cref="Ttl"/> they are fresh. Up to <see cref="Swr"/> more they are served at once, and made anew once in the background. Older ones are not served: a load waits for the store.</remarks>
public sealed class RedenvCacheOptions
{
    /// <summary>For values that change often, flags for example: 10 seconds, and a minute more.</summary>
    public static RedenvCacheOptions HighFrequency => Of(10, 60);

    /// <summary>For values that hardly ever change: an hour, and a day more.</summary>
    public static RedenvCacheOptions Stable => Of(3600, 86_400);

    /// <summary>For functions that live for minutes: 30 seconds, and 5 minutes more.</summary>
    public static RedenvCacheOptions Serverless => Of(30, 300);

    /// <summary>For a developer who wants to see changes soon: 5 seconds, and 30 more.</summary>
    public static RedenvCacheOptions Development => Of(5, 30);

    /// <summary>How long secrets are fresh.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Cache:Ttl</c>, the variable <c>REDENV_CACHE_TTL</c>, or else 5 minutes. More than zero, at most 365 days.</value>
    public TimeSpan? Ttl { get; set; }

    /// <summary>How long secrets are served past <see cref="Ttl"/> while they are made anew (stale while revalidate).</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Cache:Swr</c>, the variable <c>REDENV_CACHE_SWR</c>, or else one day. Zero or more, at most 365 days.</value>
    public TimeSpan? Swr { get; set; }

    private static RedenvCacheOptions Of(int ttl, int swr) => new() { Ttl = TimeSpan.FromSeconds(ttl), Swr = TimeSpan.FromSeconds(swr) };
}
