namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>What the current thread allocates.</summary>
internal static class Allocation
{
    public static long Now() => GC.GetAllocatedBytesForCurrentThread();

    public static long Since(long before) => GC.GetAllocatedBytesForCurrentThread() - before;
}
