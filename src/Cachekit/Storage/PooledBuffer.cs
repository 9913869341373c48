using System.Buffers;

namespace Cachekit.Storage;

/// <summary>A buffer from a pool for as long as a block of code runs. What holds a secret comes from a pool of its own, whose arrays do not move and are cleared.</summary>
internal readonly ref struct PooledBuffer
{
    private readonly byte[] _array;
    private readonly bool _secret;

    public PooledBuffer(int size, bool secret)
    {
        _array = Rent(size, secret);
        _secret = secret;
        Span = _array.AsSpan(0, size);
    }

    public Span<byte> Span { get; }

    public void Dispose() => Return(_array, _secret);

    /// <summary>Rents an array of at least a size; it goes back with the same answer to whether it holds a secret.</summary>
    internal static byte[] Rent(int size, bool secret) => PoolOf(secret).Rent(size);

    internal static void Return(byte[] array, bool secret) => PoolOf(secret).Return(array);

    private static ArrayPool<byte> PoolOf(bool secret) => secret ? PinnedArrayPool.OfSecrets : ArrayPool<byte>.Shared;
}
