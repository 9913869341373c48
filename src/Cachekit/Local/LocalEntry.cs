namespace Cachekit.Local;

/// <summary>What expiry, invalidation and eviction have to know about an entry, whatever its types are.</summary>
/// <remarks>
/// The entry is its own node in the table of its store and in the queue of its namespace: one object per cached value, and removal from
/// both in constant time. All that can change belongs to the lock of the namespace, except <see cref="UsedIn"/>, which hits write without
/// one; a lost write there costs a little precision and nothing else.
/// </remarks>
internal abstract class LocalEntry
{
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

    /// <summary>What the entry is known by besides its key; <see langword="null"/> where nothing else finds it. It is set before the entry is kept.</summary>
    public LocalMark? Mark { get; init; }

    /// <summary>The period of the last use since the entry was filed; 0 for none.</summary>
    public long UsedIn { get; set; }

    /// <summary>The period under which the entry is filed in its queue.</summary>
    public long FiledIn { get; set; }

    /// <summary>The queue that the entry stands in; <see cref="EvictionQueue.None"/> while it is not kept.</summary>
    public EvictionQueue Queue { get; set; }

    /// <summary>The neighbour that came into the queue later.</summary>
    public LocalEntry? Newer { get; set; }

    /// <summary>The neighbour that came into the queue earlier.</summary>
    public LocalEntry? Older { get; set; }

    /// <summary>The store that keeps the entry.</summary>
    public LocalStore? Store { get; set; }
}
