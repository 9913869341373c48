namespace Cachekit.Backends;

/// <summary>How a request may be treated when something goes wrong.</summary>
internal enum MemcachedRequestKind
{
    /// <summary>Doing it twice is as good as once: it may be sent again when its answer was lost.</summary>
    Repeatable,

    /// <summary>It depends on what was there before: once it may have arrived, it is not sent again.</summary>
    Once,
}
