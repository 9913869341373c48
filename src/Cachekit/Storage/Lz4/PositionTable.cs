using System.Numerics;

namespace Cachekit.Storage.Lz4;

/// <summary>The table in which the fast encoder looks up where it saw some bytes before: one per thread, so that encoding allocates nothing.</summary>
/// <remarks>
/// It holds positions and never bytes of a source. Between two uses it is all zeros: the next source needs that, and positions in slots that
/// were chosen by bytes of a secret say something about them. Small sources get a small part of the table, so that clearing it stays cheap.
/// </remarks>
internal static class PositionTable
{
    private const int MinBits = 8;
    private const int MaxBits = 13;

    [ThreadStatic]
    private static int[]? _slots;

    /// <summary>How many bits of a hash select a slot of the table for a source.</summary>
    /// <param name="sourceSize">Length of the source in bytes, at least 1.</param>
    /// <returns>The number of bits.</returns>
    public static int Bits(int sourceSize) => Math.Clamp(BitOperations.Log2((uint)sourceSize), MinBits, MaxBits);

    /// <summary>This thread's table, all zeros. The caller clears it after use.</summary>
    /// <param name="bits">What <see cref="Bits"/> gave.</param>
    /// <returns>The slots; 2 to the power of <paramref name="bits"/>.</returns>
    public static Span<int> Take(int bits) => (_slots ??= new int[1 << MaxBits]).AsSpan(0, 1 << bits);
}
