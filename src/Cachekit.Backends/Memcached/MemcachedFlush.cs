namespace Cachekit.Backends;

/// <summary>When an appended request is sent.</summary>
internal enum MemcachedFlush
{
    /// <summary>At once when nothing else is going on, and else together with what other callers are about to add.</summary>
    Coalesced,

    /// <summary>At once, by this thread: its caller blocks, and the thread pool may have no thread to spare.</summary>
    AtOnce,

    /// <summary>When the caller, who has more to add, says so.</summary>
    Later,
}
