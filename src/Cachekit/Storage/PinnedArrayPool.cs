using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;

namespace Cachekit.Storage;

/// <summary>
/// Arrays for plaintext that must not stay behind. They are pinned, since the garbage collector leaves a copy where an array was that it moves, and cleared when they
/// come back.
/// </summary>
/// <remarks>Sizes are powers of two. Up to <see cref="LargestKept"/> a few of each are kept; larger ones are for one use.</remarks>
internal sealed class PinnedArrayPool : ArrayPool<byte>
{
    internal const int LargestKept = 1 << 20;
    private const int SmallestExponent = 8;
    private static readonly int KeptOfEach = 2 * Environment.ProcessorCount;

    private readonly ConcurrentQueue<byte[]>[] _kept;

    internal PinnedArrayPool()
    {
        _kept = new ConcurrentQueue<byte[]>[BitOperations.Log2(LargestKept) - SmallestExponent + 1];
        for (var i = 0; i < _kept.Length; i++)
        {
            _kept[i] = new ConcurrentQueue<byte[]>();
        }
    }

    public static PinnedArrayPool OfSecrets { get; } = new();

    /// <inheritdoc/>
    public override byte[] Rent(int minimumLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimumLength);
        if (minimumLength > LargestKept)
        {
            return GC.AllocateUninitializedArray<byte>(minimumLength, pinned: true);
        }

        var exponent = Math.Max(BitOperations.Log2((uint)Math.Max(minimumLength, 1) - 1) + 1, SmallestExponent);
        return _kept[exponent - SmallestExponent].TryDequeue(out var array) ? array : GC.AllocateUninitializedArray<byte>(1 << exponent, pinned: true);
    }

    /// <inheritdoc/>
    /// <remarks>The array is cleared whatever <paramref name="clearArray"/> says.</remarks>
    public override void Return(byte[] array, bool clearArray = true)
    {
        ArgumentNullException.ThrowIfNull(array);
        CryptographicOperations.ZeroMemory(array);
        if (array.Length > LargestKept)
        {
            return;
        }

        var kept = _kept[BitOperations.Log2((uint)array.Length) - SmallestExponent];

        // Threads that come at once may keep a few more.
        if (kept.Count < KeptOfEach)
        {
            kept.Enqueue(array);
        }
    }
}
