namespace Cachekit.Local;

/// <summary>The process-wide order of reads, writes and invalidations.</summary>
/// <remarks>
/// Events that order others (an invalidation, a removal, a value set by hand) take <see cref="Next"/> and get an even number of their own.
/// A value that is about to be read or computed takes <see cref="Current"/>, the odd number behind the last event: it is smaller than every
/// event that comes later and greater than every event that came before, so the two never tie, and a read writes to no shared memory.
/// </remarks>
internal static class Epoch
{
    private static long LastEvent;

    /// <summary>The epoch of a value whose reading or computing starts now.</summary>
    public static long Current => Volatile.Read(ref LastEvent) + 1;

    /// <summary>The epoch of an event that happens now.</summary>
    public static long Next() => Interlocked.Add(ref LastEvent, 2);
}
