namespace Cachekit.CompilerServices;

/// <summary>Numbers the cached methods of the process, so that a runtime finds a method's cache by one array access.</summary>
internal static class CachedMethodIndex
{
    private static int Last = -1;

    internal static int Next() => Interlocked.Increment(ref Last);
}
