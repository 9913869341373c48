namespace Cachekit;

/// <summary>How this process learns what other processes invalidate. Whether it does at all is a setting of methods: <see cref="CacheSettingsAttribute.InvalidationEnabled"/>.</summary>
public sealed class InvalidationOptions
{
    /// <summary>
    /// How often a backend without messages (files, memcached, HTTP) is asked whether anything was invalidated in a namespace. What has been is then out of memory at most
    /// this much later, instead of at the end of its life there.
    /// </summary>
    /// <value>
    /// <see langword="null"/> by default: the configuration's <c>Invalidation:PollInterval</c>, or else never. 100 milliseconds to 1 day. All processes that share the
    /// backend need it: with it, every invalidation writes one entry more. Without effect on Redis, which has messages.
    /// </value>
    public TimeSpan? PollInterval { get; set; }
}
