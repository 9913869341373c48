using System.Runtime.CompilerServices;

namespace Cachekit.Serialization;

/// <summary>How much to allocate for a collection before its items have been read.</summary>
/// <remarks>
/// A header that claims a million items costs a sender a million bytes at most, but a million large structs here. So a collection starts
/// with what the remaining bytes justify, and grows only as items really come.
/// </remarks>
internal static class Capacity
{
    private const int Minimum = 4;
    private const int MemoryPerByte = 4;

    public static int For<T>(int count, int remaining) => For(count, remaining, Unsafe.SizeOf<T>());

    public static int For(int count, int remaining, int itemSize) =>
        (int)Math.Min(count, Math.Max(Minimum, (long)remaining * MemoryPerByte / itemSize));
}
