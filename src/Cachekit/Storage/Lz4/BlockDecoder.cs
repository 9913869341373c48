using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cachekit.Storage.Lz4;

/// <summary>Reads blocks from anywhere: whatever the bytes say, nothing outside of the two spans is read or written.</summary>
/// <remarks>
/// Sequences with short counts, far enough from both ends, are copied in steps of constant length, which may write too much: later sequences
/// overwrite that. All others take the checked path. Time is linear in the block and the destination: a count is refused as soon as it is
/// larger than the room that is left.
/// </remarks>
internal static class BlockDecoder
{
    // What a short sequence may read after its token: 16 bytes at once, for up to 14 literals and the offset.
    private const int ShortRead = 16;

    // What it may write: up to 14 literals, then 32 bytes for a match of up to 18.
    private const int ShortWrite = 14 + 32;

    // From this distance on a match can be copied 16 bytes at once.
    private const int WideOffset = 16;

    /// <summary>Decompresses a block.</summary>
    /// <param name="block">The whole block.</param>
    /// <param name="destination">Receives the bytes; must be filled exactly.</param>
    /// <returns>Whether the block is valid and fills the destination exactly.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> block, Span<byte> destination)
    {
        ref var input = ref MemoryMarshal.GetReference(block);
        ref var output = ref MemoryMarshal.GetReference(destination);
        var lastShortRead = block.Length - ShortRead;
        var lastShortWrite = destination.Length - ShortWrite;
        var read = 0;
        var written = 0;

        while (read < block.Length)
        {
            int token = block[read++];
            var literals = token >> 4;
            var length = token & Lz4Format.LongCount;
            int offset;

            // The two limits cover every unchecked access of the short sequence: 16 bytes from 'read', which hold at most 14 literals and the
            // offset, and the writes that ShortWrite counts; what a match reads starts inside because of the check of its offset, and ends
            // before what it writes. With two bytes left after its literals this cannot be the last sequence.
            if (literals < Lz4Format.LongCount && read <= lastShortRead && written <= lastShortWrite)
            {
                Lz4Memory.Copy16(ref input, read, ref output, written);
                read += literals;
                written += literals;
                offset = Lz4Memory.Read16(ref input, read);
                read += sizeof(ushort);
                if (length < Lz4Format.LongCount && offset >= WideOffset && offset <= written)
                {
                    var from = written - offset;
                    Lz4Memory.Copy16(ref output, from, ref output, written);
                    Lz4Memory.Copy16(ref output, from + 16, ref output, written + 16);
                    written += length + Lz4Format.MinMatch;
                    continue;
                }
            }
            else
            {
                if (literals == Lz4Format.LongCount && !TryReadCount(block, ref read, destination.Length - written, ref literals))
                {
                    return false;
                }

                if (literals > block.Length - read || literals > destination.Length - written)
                {
                    return false;
                }

                block.Slice(read, literals).CopyTo(destination[written..]);
                read += literals;
                written += literals;
                if (read == block.Length)
                {
                    return written == destination.Length;
                }

                if (!BinaryPrimitives.TryReadUInt16LittleEndian(block[read..], out var stored))
                {
                    return false;
                }

                offset = stored;
                read += sizeof(ushort);
            }

            if (offset == 0 || offset > written)
            {
                return false;
            }

            var room = destination.Length - written - Lz4Format.MinMatch;
            if (length == Lz4Format.LongCount && !TryReadCount(block, ref read, room, ref length))
            {
                return false;
            }

            if (length > room)
            {
                return false;
            }

            length += Lz4Format.MinMatch;
            MatchCopy.Copy(destination, written, offset, length);
            written += length;
        }

        // The block is empty, or it ends after a match.
        return false;
    }

    private static bool TryReadCount(ReadOnlySpan<byte> block, ref int read, int max, ref int count)
    {
        int part;
        do
        {
            if (read >= block.Length)
            {
                return false;
            }

            part = block[read++];

            // Never added first: a long row of 255s would overflow.
            if (part > max - count)
            {
                return false;
            }

            count += part;
        }
        while (part == byte.MaxValue);

        return true;
    }
}
