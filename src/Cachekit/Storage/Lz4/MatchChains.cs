using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cachekit.Storage.Lz4;

/// <summary>All earlier positions with the same hash, the latest first, within the reach of an offset.</summary>
/// <remarks>
/// A head per hash says the latest position; a link per position says how far back the one before it is, 0 at the end of a chain. Links are
/// reused after 65,536 positions, when no offset reaches back that far. An empty head says position 0, which is then compared like any other.
/// </remarks>
internal ref struct MatchChains
{
    private const int MinHeadBits = 8;
    private const int MaxHeadBits = 15;
    private const int MaxLinks = Lz4Format.MaxOffset + 1;
    private const uint HashFactor = 0x9E3779B1;

    private readonly ReadOnlySpan<byte> _source;
    private readonly Span<int> _heads;
    private readonly Span<ushort> _links;
    private readonly int _shift;
    private readonly int _depth;
    private int _next;

    /// <summary>Starts with nothing known.</summary>
    /// <param name="source">The whole source.</param>
    /// <param name="heads"><see cref="HeadCount"/> zeros.</param>
    /// <param name="links"><see cref="LinkCount"/> numbers of any value: each is written before it is read.</param>
    /// <param name="depth">How many positions are compared at most.</param>
    public MatchChains(ReadOnlySpan<byte> source, Span<int> heads, Span<ushort> links, int depth)
    {
        _source = source;
        _heads = heads;
        _links = links;
        _shift = 32 - BitOperations.Log2((uint)heads.Length);
        _depth = depth;
    }

    /// <summary>How many heads a source needs: a power of two, fewer for small sources, which clear them faster.</summary>
    public static int HeadCount(int sourceSize) => 1 << Math.Clamp(BitOperations.Log2((uint)sourceSize) + 1, MinHeadBits, MaxHeadBits);

    /// <summary>How many links a source needs: a power of two.</summary>
    public static int LinkCount(int sourceSize) => Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)sourceSize), MaxLinks);

    /// <summary>Looks for the longest match of a position.</summary>
    /// <param name="position">Where a match may start; never lower than in the call before.</param>
    /// <param name="beaten">Only longer matches count; at least 3.</param>
    /// <param name="offset">How far back the match is.</param>
    /// <returns>The length of the match; 0 when none is longer.</returns>
    public int Find(int position, int beaten, out int offset)
    {
        InsertBefore(position);
        ref var start = ref MemoryMarshal.GetReference(_source);
        var end = _source.Length - Lz4Format.LastLiterals;
        var lowest = Math.Max(0, position - Lz4Format.MaxOffset);
        var candidate = _heads[Hash(position)];
        var best = beaten;
        offset = 0;

        // The conditions cover all reads: 'candidate' is inside and, as only positions before this one were inserted, lower than it;
        // 'position + best' is below 'end', which lies inside the source.
        for (var looks = _depth; looks > 0 && candidate >= lowest && candidate < position && position + best < end; looks--)
        {
            // The four bytes up to the first one that a longer match needs: most candidates differ there.
            var probe = best - (Lz4Format.MinMatch - 1);
            if (Lz4Memory.Read32(ref start, candidate + probe) == Lz4Memory.Read32(ref start, position + probe))
            {
                var length = MatchLength.Count(ref start, candidate, position, end);
                if (length > best)
                {
                    best = length;
                    offset = position - candidate;
                }
            }

            int back = _links[candidate & (_links.Length - 1)];
            if (back == 0)
            {
                break;
            }

            candidate -= back;
        }

        return offset == 0 ? 0 : best;
    }

    private void InsertBefore(int position)
    {
        for (; _next < position; _next++)
        {
            ref var head = ref _heads[Hash(_next)];
            var back = _next - head;
            _links[_next & (_links.Length - 1)] = back <= Lz4Format.MaxOffset ? (ushort)back : (ushort)0;
            head = _next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Hash(int position) => (int)((MemoryMarshal.Read<uint>(_source[position..]) * HashFactor) >> _shift);
}
