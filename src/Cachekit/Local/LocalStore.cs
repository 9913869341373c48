namespace Cachekit.Local;

/// <summary>What a namespace has to know about its stores, whatever their types are.</summary>
internal abstract class LocalStore
{
    private static int LastNumber;

    private long _evicted;
    private long _reclaimed;

    /// <summary>Tells equal hashes of different stores apart.</summary>
    public uint Salt { get; } = (uint)Interlocked.Increment(ref LastNumber) * 0x9E3779B1u;

    /// <summary>Which entries leave first when the budget of the namespace is spent.</summary>
    public CachePriority Priority { get; init; } = CachePriority.Normal;

    /// <summary>The number of entries; dead ones count until their memory is reclaimed.</summary>
    public abstract long Count { get; }

    /// <summary>The bytes that entries take; dead ones count until their memory is reclaimed.</summary>
    public abstract long Bytes { get; }

    /// <summary>How many calls found an entry.</summary>
    public abstract long Hits { get; }

    /// <summary>How many entries had to go although they were alive, because the budget was spent.</summary>
    public long Evicted => Volatile.Read(ref _evicted);

    /// <summary>How many entries went because they were dead.</summary>
    public long Reclaimed => Volatile.Read(ref _reclaimed);

    /// <summary>Takes an entry that its namespace evicts out of the table. Needs the namespace's lock.</summary>
    public abstract void Unlink(LocalEntry entry);

    /// <summary>Removes the dead entries of some table slots. Needs the namespace's lock.</summary>
    /// <param name="position">The first slot; the slot to go on with afterwards, or 0 when the end was reached.</param>
    /// <param name="slots">How many slots to visit at most; how many are left of them afterwards.</param>
    public abstract void Sweep(ref int position, ref int slots);

    /// <summary>Whether an entry must not be served any more.</summary>
    public abstract bool IsDead(LocalEntry entry, long now);

    /// <summary>Counts an entry that goes without having been asked to. Needs the namespace's lock.</summary>
    internal void CountOut(bool isDead) => Interlocked.Increment(ref isDead ? ref _reclaimed : ref _evicted);
}
