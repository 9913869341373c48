namespace Cachekit.TestSupport;

/// <summary>What code allocates.</summary>
public static class Allocated
{
    private const int Rounds = 5;

    /// <summary>The bytes that a run allocates on this thread, after one that makes what stays.</summary>
    /// <returns>The least of a few rounds: a collection may trim what pools keep for a thread, which is made anew then.</returns>
    public static long Bytes(Action run)
    {
        run();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
