using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cachekit.Storage.Lz4;

/// <summary>How many bytes two places of one source have in common.</summary>
internal static class MatchLength
{
    /// <summary>Counts equal bytes from two positions on.</summary>
    /// <param name="start">The first byte of the source.</param>
    /// <param name="earlier">The lower position.</param>
    /// <param name="later">The higher position.</param>
    /// <param name="end">Where the count stops at the latest: a position inside the source, not below <paramref name="later"/>.</param>
    /// <returns>The count, 0 to <paramref name="end"/> - <paramref name="later"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(ref byte start, int earlier, int later, int end)
    {
        // Most matches of texts are short: they end within the first eight bytes that are compared here.
        // 'later + 8 <= end' covers both reads: 'earlier' is lower, and 'end' lies inside the source.
        if (later + sizeof(ulong) <= end)
        {
            var difference = Lz4Memory.Read64(ref start, earlier) ^ Lz4Memory.Read64(ref start, later);
            if (difference != 0)
            {
                return BitOperations.TrailingZeroCount(difference) >> 3;
            }

            return sizeof(ulong) + CountLong(ref start, earlier + sizeof(ulong), later + sizeof(ulong), end);
        }

        return CountTail(ref start, earlier, later, end);
    }

    private static int CountLong(ref byte start, int earlier, int later, int end)
    {
        var first = later;

        // The loop's condition covers both reads, as above.
        while (later + Vector128<byte>.Count <= end)
        {
            var equal = Vector128.Equals(
                Vector128.LoadUnsafe(ref Unsafe.Add(ref start, earlier)),
                Vector128.LoadUnsafe(ref Unsafe.Add(ref start, later))).ExtractMostSignificantBits();
            if (equal != 0xFFFF)
            {
                return later - first + BitOperations.TrailingZeroCount(~equal);
            }

            earlier += Vector128<byte>.Count;
            later += Vector128<byte>.Count;
        }

        return later - first + CountTail(ref start, earlier, later, end);
    }

    private static int CountTail(ref byte start, int earlier, int later, int end)
    {
        var first = later;

        // 'later < end' covers both reads, as above.
        while (later < end && Unsafe.Add(ref start, earlier) == Unsafe.Add(ref start, later))
        {
            earlier++;
            later++;
        }

        return later - first;
    }
}
