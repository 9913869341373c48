namespace Cachekit.Tests.Storage.Lz4;

/// <summary>Reads blocks one byte at a time, straight from the format, and finds where a writer breaks its rules.</summary>
internal static class ReferenceBlock
{
    /// <summary>Decompresses a block.</summary>
    /// <returns>The bytes, or null when the block is not valid.</returns>
    public static byte[]? Decode(ReadOnlySpan<byte> block, int limit) => Decode(block, limit, out _, out _, out _);

    /// <summary>Decompresses what a writer made of a source; fails the test when the block breaks a rule.</summary>
    public static byte[] DecodeWritten(ReadOnlySpan<byte> block, int sourceSize)
    {
        var bytes = Decode(block, sourceSize, out var lastMatchStart, out var lastMatchEnd, out var lastToken);
        Assert.NotNull(bytes);
        Assert.Equal(sourceSize, bytes.Length);
        Assert.True(lastMatchStart < 0 || lastMatchStart < sourceSize - 12, $"A match starts at {lastMatchStart} of {sourceSize}.");
        Assert.True(lastMatchEnd <= Math.Max(0, sourceSize - 5), $"A match ends at {lastMatchEnd} of {sourceSize}.");
        Assert.Equal(0, lastToken & 15);
        return bytes;
    }

    private static byte[]? Decode(ReadOnlySpan<byte> block, int limit, out int lastMatchStart, out int lastMatchEnd, out byte lastToken)
    {
        var output = new List<byte>();
        (lastMatchStart, lastMatchEnd, lastToken) = (-1, 0, 0);
        for (var read = 0; read < block.Length;)
        {
            lastToken = block[read++];
            if (!Count(block, ref read, lastToken >> 4, out var literals))
            {
                return null;
            }

            for (; literals > 0; literals--)
            {
                if (read == block.Length || output.Count == limit)
                {
                    return null;
                }

                output.Add(block[read++]);
            }

            if (read == block.Length)
            {
                return [.. output];
            }

            if (read + 2 > block.Length)
            {
                return null;
            }

            var offset = block[read] + (256 * block[read + 1]);
            read += 2;
            if (!Count(block, ref read, lastToken & 15, out var length) || offset == 0 || offset > output.Count)
            {
                return null;
            }

            lastMatchStart = output.Count;
            for (length += 4; length > 0; length--)
            {
                if (output.Count == limit)
                {
                    return null;
                }

                output.Add(output[^offset]);
            }

            lastMatchEnd = output.Count;
        }

        return null;
    }

    private static bool Count(ReadOnlySpan<byte> block, ref int read, int half, out long count)
    {
        count = half;
        if (half < 15)
        {
            return true;
        }

        byte part;
        do
        {
            if (read == block.Length)
            {
                return false;
            }

            part = block[read++];
            count += part;
        }
        while (part == 255);

        return true;
    }
}
