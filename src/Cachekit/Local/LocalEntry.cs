namespace Cachekit.Local;

/// <summary>What expiry, invalidation and eviction have to know about an entry, whatever its types are.</summary>
/// <remarks>
/// The entry is its own node in the table of its store and in the queue of its namespace: one object per cached value, and removal from
/// both in constant time. The links and <see cref="Queue"/> belong to the lock of the namespace. <see cref="Frequency"/> is written by hits
/// without a lock; a lost update costs a little precision and nothing else.
/// </remarks>
internal abstract class LocalEntry
{
    /// <summary>The highest <see cref="Frequency"/>: further hits write nothing, so a hot entry stays shared between the cores' caches.</summary>
    public const byte MaxFrequency = 3;

    protected LocalEntry(int hash, long expiresAt, long epoch, int size)
    {
        Hash = hash;
        ExpiresAt = expiresAt;
        Epoch = epoch;
        Size = size;
    }

    /// <summary>The coarse clock's time at which the entry is no longer served; <see cref="long.MaxValue"/> for never.</summary>
    public long ExpiresAt { get; }

    /// <summary>The epoch taken before the value was read or computed.</summary>
    public long Epoch { get; }

    /// <summary>The key's hash.</summary>
    public int Hash { get; }

    /// <summary>Bytes that the entry takes from the budget, its own overhead included.</summary>
    public int Size { get; }

    /// <summary>Hits since eviction last looked at the entry, up to <see cref="MaxFrequency"/>.</summary>
    public byte Frequency { get; set; }

    /// <summary>The queue that the entry stands in; <see cref="EvictionQueue.None"/> while it is not kept.</summary>
    public EvictionQueue Queue { get; set; }

    /// <summary>The neighbour that came into the queue later.</summary>
    public LocalEntry? Newer { get; set; }

    /// <summary>The neighbour that came into the queue earlier.</summary>
    public LocalEntry? Older { get; set; }

    /// <summary>The store that keeps the entry.</summary>
    public LocalStore? Store { get; set; }
}
