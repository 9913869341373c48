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

    /// <summary>How often the pattern is in memory.</summary>
    /// <param name="masked">The pattern, from <see cref="Masked"/>.</param>
    public static int Count(byte[] masked)
    {
        var count = 0;
        var chunk = new byte[ChunkSize + masked.Length];
        using var memory = File.OpenHandle("/proc/self/mem");
        foreach (var line in File.ReadAllLines("/proc/self/maps"))
        {
            var parts = line.Split(' ', 3);
            if (!parts[1].StartsWith("rw", StringComparison.Ordinal))
            {
                continue;
            }

            var range = parts[0].Split('-');
            var start = ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var position = start; position < end; position += ChunkSize)
            {
                var wanted = (int)Math.Min((ulong)chunk.Length, end - position);
                count += CountIn(chunk.AsSpan(0, Read(memory, chunk.AsSpan(0, wanted), (long)position)), masked);
            }
        }

        return count;
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
    private static int CountIn(ReadOnlySpan<byte> chunk, byte[] masked)
    {
        var first = (byte)(masked[0] ^ Mask);
        var count = 0;
        for (var at = chunk.IndexOf(first); at >= 0; at = chunk.IndexOf(first))
        {
            chunk = chunk[at..];
            var isThere = IsAtStart(chunk, masked);
            count += isThere ? 1 : 0;
            chunk = chunk[(isThere ? masked.Length : 1)..];
        }

        return count;
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
