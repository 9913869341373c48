using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cachekit.Storage.Lz4;

/// <summary>Writes the sequences of a block. Every write is checked by its span.</summary>
internal static class SequenceWriter
{
    private const int WideCopy = 16;

    /// <summary>Writes literals and the match after them.</summary>
    /// <param name="source">The whole source.</param>
    /// <param name="anchor">Position of the first literal.</param>
    /// <param name="match">Position after the last literal: where the match starts.</param>
    /// <param name="offset">How far back the match refers, 1 to 65535.</param>
    /// <param name="length">Length of the match, at least 4.</param>
    /// <param name="destination">The whole block.</param>
    /// <param name="written">How many bytes of the block are written.</param>
    /// <returns>How many bytes of the block are written now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ReadOnlySpan<byte> source, int anchor, int match, int offset, int length, Span<byte> destination, int written)
    {
        var literals = match - anchor;
        var token = written++;
        var code = length - Lz4Format.MinMatch;

        if (literals < Lz4Format.LongCount && anchor <= source.Length - WideCopy)
        {
            // A copy of constant length is two instructions. What it writes too much is overwritten by what follows.
            destination[token] = (byte)((literals << 4) | Math.Min(code, Lz4Format.LongCount));
            source.Slice(anchor, WideCopy).CopyTo(destination.Slice(written, WideCopy));
            written += literals;
        }
        else
        {
            written = WriteLiterals(source.Slice(anchor, literals), destination, token, Math.Min(code, Lz4Format.LongCount));
        }

        BinaryPrimitives.WriteUInt16LittleEndian(destination[written..], (ushort)offset);
        written += sizeof(ushort);
        return code >= Lz4Format.LongCount ? WriteCount(code, destination, written) : written;
    }

    /// <summary>Writes the last sequence: literals only, possibly none.</summary>
    /// <param name="literals">The literals up to the end of the source.</param>
    /// <param name="destination">The whole block.</param>
    /// <param name="written">How many bytes of the block are written.</param>
    /// <returns>The length of the block.</returns>
    public static int WriteLast(ReadOnlySpan<byte> literals, Span<byte> destination, int written) =>
        WriteLiterals(literals, destination, written, code: 0);

    private static int WriteLiterals(ReadOnlySpan<byte> literals, Span<byte> destination, int written, int code)
    {
        destination[written++] = (byte)((Math.Min(literals.Length, Lz4Format.LongCount) << 4) | code);
        if (literals.Length >= Lz4Format.LongCount)
        {
            written = WriteCount(literals.Length, destination, written);
        }

        literals.CopyTo(destination[written..]);
        return written + literals.Length;
    }

    // The rest of a count that does not fit into half a token: 255s, and a last byte below 255.
    private static int WriteCount(int count, Span<byte> destination, int written)
    {
        var rest = count - Lz4Format.LongCount;
        if (rest >= byte.MaxValue)
        {
            var full = rest / byte.MaxValue;
            destination.Slice(written, full).Fill(byte.MaxValue);
            written += full;
            rest -= full * byte.MaxValue;
        }

        destination[written++] = (byte)rest;
        return written;
    }
}
