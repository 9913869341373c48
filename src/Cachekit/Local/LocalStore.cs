namespace Cachekit.Local;

/// <summary>What a namespace has to know about its stores, whatever their types are.</summary>
internal abstract class LocalStore
{
    private static int LastNumber;

    /// <summary>Tells equal hashes of different stores apart.</summary>
    public uint Salt { get; } = (uint)Interlocked.Increment(ref LastNumber) * 0x9E3779B1u;

    /// <summary>Which entries leave first when the budget of the namespace is spent.</summary>
    public CachePriority Priority { get; init; } = CachePriority.Normal;

    /// <summary>Takes an entry that its namespace evicts out of the table. Needs the namespace's lock.</summary>
    public abstract void Unlink(LocalEntry entry);

    /// <summary>Removes the dead entries of some table slots. Needs the namespace's lock.</summary>
    /// <param name="position">The first slot; the slot to go on with afterwards, or 0 when the end was reached.</param>
    /// <param name="slots">How many slots to visit at most; how many are left of them afterwards.</param>
    public abstract void Sweep(ref int position, ref int slots);

    /// <summary>Whether an entry must not be served any more.</summary>
    public abstract bool IsDead(LocalEntry entry, long now);
}
