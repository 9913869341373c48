namespace Cachekit.Local;

/// <summary>What expiry, invalidation and eviction have to know about an entry, whatever its types are.</summary>
/// <remarks>
/// The entry is its own node in the table of its store and in the queue of its namespace: one object per cached value, and removal from
/// both in constant time. All that can change belongs to the lock of the namespace, except <see cref="UsedIn"/>, which hits write without
/// one; a lost write there costs a little precision and nothing else; and the times, which <see cref="TryClaim"/> guards.
/// </remarks>
internal abstract class LocalEntry
{
    private long _freshUntil;
    private long _lifeEndsAt;
    private long _expiresAt;
    private long _claimedUntil;
    private int _failures;

    protected LocalEntry(int hash, in EntryTimes times, long epoch, int size)
    {
        Hash = hash;
        _freshUntil = times.FreshUntil;
        _lifeEndsAt = times.LifeEndsAt;
        _expiresAt = times.ExpiresAt;
        Life = times.Life;
        Epoch = epoch;
        Size = size;
    }

    /// <summary>Its whole life in milliseconds.</summary>
    public long Life { get; }

    /// <summary>The coarse clock's time until which hits return the entry without a second thought.</summary>
    public long FreshUntil => Volatile.Read(ref _freshUntil);

    /// <summary>The coarse clock's time at which its life ends; from then on it is stale.</summary>
    public long LifeEndsAt => Volatile.Read(ref _lifeEndsAt);

    /// <summary>The coarse clock's time at which the entry is no longer served; <see cref="long.MaxValue"/> for never.</summary>
    public long ExpiresAt => Volatile.Read(ref _expiresAt);

    /// <summary>How many attempts to make the entry anew have failed in a row.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The epoch taken before the value was read or computed.</summary>
    public long Epoch { get; }

    /// <summary>The key's hash.</summary>
    public int Hash { get; }

    /// <summary>Bytes that the entry takes from the budget, its own overhead included.</summary>
    public int Size { get; }

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

    /// <summary>Takes on what is to be done for the entry (a refresh, a longer life), unless somebody has, or has failed just now.</summary>
    /// <param name="now">The coarse clock's time.</param>
    /// <returns>Whether it is the caller's. It ends with <see cref="Release"/> or with a new entry.</returns>
    public bool TryClaim(long now)
    {
        var seen = Volatile.Read(ref _claimedUntil);
        if (seen > now || Interlocked.CompareExchange(ref _claimedUntil, long.MaxValue, seen) != seen)
        {
            return false;
        }

        // Within its life nobody has to ask again while the claim lasts.
        Volatile.Write(ref _freshUntil, LifeEndsAt);
        return true;
    }

    /// <summary>Gives a claim back: nothing came of it.</summary>
    /// <param name="until">The coarse clock's time of the next attempt.</param>
    /// <param name="failed">Whether it failed, as opposed to being left to somebody else.</param>
    public void Release(long until, bool failed)
    {
        if (failed)
        {
            Interlocked.Increment(ref _failures);
        }

        Volatile.Write(ref _claimedUntil, until);
        Volatile.Write(ref _freshUntil, Math.Min(until, LifeEndsAt));
    }

    /// <summary>Serves the entry although its life has ended, for as long as making it anew would fail anyway.</summary>
    /// <param name="until">The coarse clock's time until which; the end of the stale window holds all the same.</param>
    public void ServeStale(long until)
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _claimedUntil, until);
        Volatile.Write(ref _freshUntil, Math.Min(until, ExpiresAt));
    }

    /// <summary>Starts its life anew.</summary>
    public void Renew(in EntryTimes times)
    {
        // The end first: a reader between two of the writes must not see a life beyond it.
        Volatile.Write(ref _expiresAt, times.ExpiresAt);
        Volatile.Write(ref _lifeEndsAt, times.LifeEndsAt);
        Volatile.Write(ref _claimedUntil, 0);
        Volatile.Write(ref _freshUntil, times.FreshUntil);
    }
}
