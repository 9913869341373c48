using System.Globalization;

namespace Cachekit.Backends;

/// <summary>Reads the body of an answer into a rented buffer: in one piece where its length is known, else into one that grows.</summary>
internal static class BodyReader
{
    private const int FirstSize = 16 * 1024;

    /// <param name="stream">The body.</param>
    /// <param name="length">Its length where the answer says it.</param>
    /// <param name="limit">How long it may be.</param>
    /// <returns>The buffer and how much of it is the body; no buffer: it is longer than the limit.</returns>
    /// <exception cref="IOException">It ended early.</exception>
    public static (PooledBuffer? Buffer, int Length) Read(Stream stream, long? length, int limit)
    {
        var buffer = Rent(length, limit);
        var total = 0;
        try
        {
            while (buffer is not null && stream.Read(buffer.Array, total, buffer.Array.Length - total) is var read and > 0)
            {
                total += read;
                buffer = Grow(buffer, total, limit);
            }

            return Complete(buffer, total, length);
        }
        catch
        {
            buffer?.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Read"/>
    public static async ValueTask<(PooledBuffer? Buffer, int Length)> ReadAsync(Stream stream, long? length, int limit, CancellationToken cancellationToken)
    {
        var buffer = Rent(length, limit);
        var total = 0;
        try
        {
            while (buffer is not null && await stream.ReadAsync(buffer.Array.AsMemory(total), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                total += read;
                buffer = Grow(buffer, total, limit);
            }

            return Complete(buffer, total, length);
        }
        catch
        {
            buffer?.Dispose();
            throw;
        }
    }

    /// <summary>One byte more than expected, so that the end shows without growing.</summary>
    private static PooledBuffer? Rent(long? length, int limit) =>
        length > limit ? null : new PooledBuffer((int)(length ?? Math.Min(FirstSize, limit)) + 1);

    private static PooledBuffer? Grow(PooledBuffer buffer, int total, int limit)
    {
        if (total > limit)
        {
            buffer.Dispose();
            return null;
        }

        if (total < buffer.Array.Length)
        {
            return buffer;
        }

        var larger = new PooledBuffer((int)Math.Min(2L * total, limit + 1L));
        buffer.Array.AsSpan(0, total).CopyTo(larger.Array);
        buffer.Dispose();
        return larger;
    }

    private static (PooledBuffer? Buffer, int Length) Complete(PooledBuffer? buffer, int total, long? length) =>
        buffer is null || length is null || length == total
            ? (buffer, total)
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The body ended after {total} of {length} bytes."));
}
