using System.Buffers;
using System.Security.Cryptography;

namespace Cachekit.Storage;

/// <summary>A buffer from the pool for as long as a block of code runs; one that held a secret is cleared before it goes back.</summary>
internal readonly ref struct PooledBuffer
{
    private readonly byte[] _array;
    private readonly bool _secret;

    public PooledBuffer(int size, bool secret)
    {
        _array = ArrayPool<byte>.Shared.Rent(size);
        _secret = secret;
        Span = _array.AsSpan(0, size);
    }

    public Span<byte> Span { get; }

    public void Dispose() => Return(_array, _secret);

    internal static void Return(byte[] array, bool secret)
    {
        if (secret)
        {
            CryptographicOperations.ZeroMemory(array);
        }

        ArrayPool<byte>.Shared.Return(array);
    }
}
