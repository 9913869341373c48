namespace Cachekit.Storage.Lz4;

/// <summary>Raw LZ4 blocks: no frame, no size in front. The class library has no LZ4.</summary>
/// <remarks>
/// A block is a row of sequences, each a token, literals and a reference to bytes that were produced before; the last sequence ends after its
/// literals. Compressed bytes are not canonical: any writer may choose other references for the same bytes, so only decoded bytes are compared.
/// </remarks>
internal static class Lz4Block
{
    /// <summary>The level that writes literals only: nothing is searched, the block is a little larger than its source.</summary>
    public const int LiteralsOnly = 0;

    /// <summary>The highest level of the fast encoder, and the default.</summary>
    public const int DefaultLevel = 6;

    /// <summary>The highest level: the deepest search, for the smallest blocks.</summary>
    public const int MaxLevel = 9;

    // The largest source whose worst block still has a length that an int can hold.
    private const int MaxSourceSize = 0x7E000000;

    /// <summary>How many bytes the block of a source has at most, at every level.</summary>
    /// <param name="sourceSize">Length of the source in bytes, 0 to 2,113,929,216.</param>
    /// <returns>The room that <see cref="Encode"/> asks for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sourceSize"/> is negative or above the limit.</exception>
    public static int MaxEncodedSize(int sourceSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sourceSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sourceSize, MaxSourceSize);

        // One byte per 255 literals for their count, and the token. A sequence with a match never takes more bytes than it stands for, apart
        // from the bytes that count its literals. The rest is room to copy short literals in one wide step.
        return sourceSize + (sourceSize / 255) + 16;
    }

    /// <summary>Compresses bytes into one block.</summary>
    /// <param name="source">What to compress; may be empty.</param>
    /// <param name="destination">Receives the block; at least <see cref="MaxEncodedSize"/> bytes, and not the memory of the source.</param>
    /// <param name="level">0 literals only; 1 to 6 ever more thorough and slower; 7 to 9 smaller blocks at a multiple of the time.</param>
    /// <returns>The length of the block, at least 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not 0 to 9, or the source is too large.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small.</exception>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination, int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        if (destination.Length < MaxEncodedSize(source.Length))
        {
            throw new ArgumentException(
                $"The destination has {destination.Length} bytes, but a block of {source.Length} bytes can take {MaxEncodedSize(source.Length)}: "
                + $"ask {nameof(MaxEncodedSize)} for the room.",
                nameof(destination));
        }

        if (level == LiteralsOnly || source.Length < Lz4Format.MinSourceSizeForMatch)
        {
            return SequenceWriter.WriteLast(source, destination, 0);
        }

        return level <= DefaultLevel
            ? FastEncoder.Encode(source, destination, level)
            : ChainEncoder.Encode(source, destination, level);
    }

    /// <summary>Decompresses a block whose decompressed size is known.</summary>
    /// <param name="block">The whole block, from anywhere: every byte is checked.</param>
    /// <param name="destination">Receives the bytes; its length is the expected size. After a failure its content is unspecified.</param>
    /// <returns>Whether the block is valid, ends with the last literals, and gives exactly as many bytes as the destination has.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> block, Span<byte> destination) => BlockDecoder.TryDecode(block, destination);
}
