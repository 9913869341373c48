using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cachekit.Storage.Lz4;

/// <summary>Copies a match out of what was produced before; where it reaches into what it produces, bytes repeat.</summary>
internal static class MatchCopy
{
    private const int Wide = 16;

    // Numbers of eight bytes repeat with such distances.
    private const int Narrow = 8;

    // Longer copies are faster in one call.
    private const int MaxWideLength = 128;

    /// <summary>Copies as if byte by byte.</summary>
    /// <param name="destination">The whole output.</param>
    /// <param name="written">How many bytes of the output exist: where the copy goes.</param>
    /// <param name="offset">How far back the match starts, 1 to <paramref name="written"/>.</param>
    /// <param name="length">How many bytes to copy; at most the room that is left.</param>
    public static void Copy(Span<byte> destination, int written, int offset, int length)
    {
        Debug.Assert(offset >= 1 && offset <= written, "The match starts outside of what was produced.");
        Debug.Assert(length <= destination.Length - written, "The match ends outside of the destination.");

        ref var output = ref MemoryMarshal.GetReference(destination);
        var from = written - offset;

        // In both branches the first condition makes that each step reads only what exists already, and the second covers the last step too,
        // which writes some bytes too many: later sequences overwrite them.
        if (offset >= Wide && length <= MaxWideLength && length + Wide <= destination.Length - written)
        {
            for (var done = 0; done < length; done += Wide)
            {
                Lz4Memory.Copy16(ref output, from + done, ref output, written + done);
            }

            return;
        }

        if (offset >= Narrow && length <= MaxWideLength && length + Narrow <= destination.Length - written)
        {
            for (var done = 0; done < length; done += Narrow)
            {
                Lz4Memory.Copy8(ref output, from + done, ref output, written + done);
            }

            return;
        }

        if (offset == 1)
        {
            destination.Slice(written, length).Fill(destination[written - 1]);
            return;
        }

        // What was copied repeats with the same period, so the distance doubles with each step, and no step overlaps itself.
        while (length > 0)
        {
            var step = Math.Min(written - from, length);
            destination.Slice(from, step).CopyTo(destination[written..]);
            written += step;
            length -= step;
        }
    }
}
