using System.Buffers;

namespace Cachekit.Storage.Lz4;

/// <summary>Levels 7 to 9: many looks per position, for the longest match; a match waits when one that starts a little later is longer.</summary>
/// <remarks>Time grows with the level's depth but stays linear in the source: the looks per position are bounded.</remarks>
internal static class ChainEncoder
{
    // A match of this length is taken at once: waiting for a longer one gains next to nothing.
    private const int LongMatch = 128;

    /// <summary>Compresses a source of at least <see cref="Lz4Format.MinSourceSizeForMatch"/> bytes.</summary>
    /// <param name="source">What to compress.</param>
    /// <param name="destination">Receives the block; large enough for every block of the source.</param>
    /// <param name="level">7 to 9.</param>
    /// <returns>The length of the block.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination, int level)
    {
        var headCount = MatchChains.HeadCount(source.Length);
        var linkCount = MatchChains.LinkCount(source.Length);
        var heads = ArrayPool<int>.Shared.Rent(headCount);
        var links = ArrayPool<ushort>.Shared.Rent(linkCount);
        try
        {
            heads.AsSpan(0, headCount).Clear();
            var chains = new MatchChains(source, heads.AsSpan(0, headCount), links.AsSpan(0, linkCount), Depth(level));
            return Encode(ref chains, source, destination);
        }
        finally
        {
            // Which slot a position is in says something about the bytes there, and those may be a secret: the next tenant sees nothing of it.
            heads.AsSpan(0, headCount).Clear();
            links.AsSpan(0, linkCount).Clear();
            ArrayPool<int>.Shared.Return(heads);
            ArrayPool<ushort>.Shared.Return(links);
        }
    }

    private static int Depth(int level) => level switch
    {
        7 => 16,
        8 => 64,
        _ => 256,
    };

    private static int Encode(ref MatchChains chains, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var lastMatch = source.Length - Lz4Format.MatchFreeTail - 1;
        var anchor = 0;
        var written = 0;
        var position = 0;
        while (position <= lastMatch)
        {
            var length = chains.Find(position, Lz4Format.MinMatch - 1, out var offset);
            if (length == 0)
            {
                position++;
                continue;
            }

            while (length < LongMatch && position < lastMatch)
            {
                var waiting = 1;
                var later = chains.Find(position + 1, length, out var laterOffset);
                if (later == 0 && position + 1 < lastMatch)
                {
                    // Two more literals are worth it for two more bytes of match only.
                    waiting = 2;
                    later = chains.Find(position + 2, length + 1, out laterOffset);
                }

                if (later == 0)
                {
                    break;
                }

                position += waiting;
                length = later;
                offset = laterOffset;
            }

            written = SequenceWriter.Write(source, anchor, position, offset, length, destination, written);
            position += length;
            anchor = position;
        }

        return SequenceWriter.WriteLast(source[anchor..], destination, written);
    }
}
