using System.Buffers;

namespace Cachekit.Backends;

/// <summary>The array of a value that was read; it goes back once, however often this is disposed of.</summary>
internal sealed class ValueBuffer(int length) : IDisposable
{
    private const int SmallValue = 4096;

    // A reader fills arrays for all callers that wait, and only then do they give any back. The shared pool keeps too few of a size for that:
    // with 256 callers nearly every read had a new array.
    private const int KeptPerSize = 512;

    private static readonly ArrayPool<byte> SmallValues = ArrayPool<byte>.Create(SmallValue * 2, KeptPerSize);

    private byte[]? _array = PoolFor(length).Rent(length);

    public byte[] Array => _array ?? throw new ObjectDisposedException(nameof(ValueBuffer));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            PoolFor(array.Length).Return(array);
        }
    }

    private static ArrayPool<byte> PoolFor(int length) => length <= SmallValue ? SmallValues : ArrayPool<byte>.Shared;
}
