using System.Runtime.CompilerServices;

namespace Cachekit.Generators.Incremental;

/// <summary>Numbers objects, so that one can be recognized without being kept.</summary>
internal static class ObjectIds
{
    private static readonly ConditionalWeakTable<object, StrongBox<long>> Known = new();
    private static long _last;

    public static ulong Of(object value) => unchecked((ulong)Known.GetValue(value, static _ => new StrongBox<long>(Interlocked.Increment(ref _last))).Value);
}
