using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Cachekit.TestSupport;

/// <summary>Searches all writable memory of this process, as somebody with a dump of it would.</summary>
public static class ProcessMemory
{
    private const byte Mask = 0x5A;
    private const int ChunkSize = 1 << 20;

    /// <summary>The UTF-8 of an ASCII text, hidden so that the search does not find itself.</summary>
    public static byte[] Masked(ReadOnlySpan<char> ascii)
    {
        var masked = new byte[ascii.Length];
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] = (byte)(ascii[i] ^ Mask);
        }

        return masked;
    }

    /// <summary>Where the pattern is in memory: the addresses, each with the mapping that it is in and the one before, which for the stack of a thread is its guard page.</summary>
    /// <param name="masked">The pattern, from <see cref="Masked"/>.</param>
    public static IReadOnlyList<string> Find(byte[] masked)
    {
        var found = new List<string>();
        var before = "";
        var chunk = new byte[ChunkSize + masked.Length];
        using var memory = File.OpenHandle("/proc/self/mem");
        foreach (var line in File.ReadAllLines("/proc/self/maps"))
        {
            var parts = line.Split(' ', 3);
            if (!parts[1].StartsWith("rw", StringComparison.Ordinal))
            {
                before = line;
                continue;
            }

            var range = parts[0].Split('-');
            var start = ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var position = start; position < end; position += ChunkSize)
            {
                var wanted = (int)Math.Min((ulong)chunk.Length, end - position);
                foreach (var offset in OffsetsIn(chunk.AsSpan(0, Read(memory, chunk.AsSpan(0, wanted), (long)position)), masked))
                {
                    found.Add($"0x{position + (ulong)offset:x} in '{line}' after '{before}'");
                }
            }

            before = line;
        }

        return found;
    }

    private static int Read(SafeFileHandle memory, Span<byte> chunk, long position)
    {
        try
        {
            return RandomAccess.Read(memory, chunk, position);
        }
        catch (IOException)
        {
            // Reserved, but not there: nothing can be in it.
            return 0;
        }
    }

    // Neither the bytes nor the pattern are ever unmasked as a whole: what was would be found when the search comes to its own buffers.
    private static List<int> OffsetsIn(ReadOnlySpan<byte> chunk, byte[] masked)
    {
        var first = (byte)(masked[0] ^ Mask);
        var offsets = new List<int>();
        for (var at = chunk.IndexOf(first); at >= 0;)
        {
            var isThere = IsAtStart(chunk[at..], masked);
            if (isThere)
            {
                offsets.Add(at);
            }

            var from = at + (isThere ? masked.Length : 1);
            var next = chunk[from..].IndexOf(first);
            at = next < 0 ? -1 : from + next;
        }

        return offsets;
    }

    private static bool IsAtStart(ReadOnlySpan<byte> chunk, byte[] masked)
    {
        if (chunk.Length < masked.Length)
        {
            return false;
        }

        for (var i = 0; i < masked.Length; i++)
        {
            if ((chunk[i] ^ Mask) != masked[i])
            {
                return false;
            }
        }

        return true;
    }
}
