using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cachekit.Storage.Lz4;

/// <summary>Levels 1 to 6: one look per position, and the first match is taken.</summary>
/// <remarks>
/// A table remembers for each hash of five bytes where it was seen last. Where nothing is found the steps grow, so that bytes that do not
/// compress cost little; lower levels start with larger steps.
/// </remarks>
internal static class FastEncoder
{
    // After 2^6 misses the steps become one byte longer.
    private const int StepShift = 6;

    private const ulong HashFactor = 0x9E3779B185EBCA87;

    /// <summary>Compresses a source of at least <see cref="Lz4Format.MinSourceSizeForMatch"/> bytes.</summary>
    /// <param name="source">What to compress.</param>
    /// <param name="destination">Receives the block; large enough for every block of the source.</param>
    /// <param name="level">1 to 6.</param>
    /// <returns>The length of the block.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination, int level)
    {
        var bits = PositionTable.Bits(source.Length);
        var table = PositionTable.Take(bits);
        try
        {
            return Encode(source, destination, table, bits, FirstStep(level));
        }
        finally
        {
            table.Clear();
        }
    }

    // Primes: a step that divides the length of a record would look at the same few columns of it only.
    private static int FirstStep(int level) => level switch
    {
        1 => 11,
        2 => 7,
        3 => 5,
        4 => 3,
        5 => 2,
        _ => 1,
    };

    private static int Encode(ReadOnlySpan<byte> source, Span<byte> destination, Span<int> table, int bits, int firstStep)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        ref var slots = ref MemoryMarshal.GetReference(table);
        var shift = 64 - bits;
        var lastMatch = source.Length - Lz4Format.MatchFreeTail - 1;
        var matchEnd = source.Length - Lz4Format.LastLiterals;
        var anchor = 0;
        var written = 0;

        // An empty slot says position 0, which is then compared like any other; so the search starts behind it.
        var position = 1;
        while (true)
        {
            var misses = firstStep << StepShift;
            int earlier;
            while (true)
            {
                // This check covers the reads at 'position': 13 bytes start at 'lastMatch'. A slot's index has 'bits' bits, which the length of
                // the table covers.
                if (position > lastMatch)
                {
                    return SequenceWriter.WriteLast(source[anchor..], destination, written);
                }

                var bytes = Lz4Memory.Read64(ref start, position);
                ref var slot = ref Unsafe.Add(ref slots, (nint)Hash(bytes, shift));
                earlier = slot;
                slot = position;

                // Only offsets of 1 to 65535 pass the first check, so 'earlier' is a lower position, whatever the slot says.
                if ((uint)(position - earlier - 1) < Lz4Format.MaxOffset && Lz4Memory.Read32(ref start, earlier) == Lz4Memory.Read32(ref start, position))
                {
                    break;
                }

                position += misses++ >> StepShift;
            }

            var length = Lz4Format.MinMatch
                + MatchLength.Count(ref start, earlier + Lz4Format.MinMatch, position + Lz4Format.MinMatch, matchEnd);
            var offset = position - earlier;
            var end = position + length;

            // A step may have jumped over the first bytes of the match. Both positions stay inside: 'earlier' is the lower one and above 0.
            while (position > anchor && earlier > 0 && Unsafe.Add(ref start, position - 1) == Unsafe.Add(ref start, earlier - 1))
            {
                position--;
                earlier--;
            }

            written = SequenceWriter.Write(source, anchor, position, offset, end - position, destination, written);
            anchor = end;
            position = end;

            // What follows a match often follows it again. 'end - 2' is at least 2, and 8 bytes follow it where 'end' passes the check.
            if (position <= lastMatch)
            {
                var bytes = Lz4Memory.Read64(ref start, position - 2);
                Unsafe.Add(ref slots, (nint)Hash(bytes, shift)) = position - 2;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong bytes, int shift) => ((bytes << 24) * HashFactor) >> shift;
}
