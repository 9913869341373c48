using System.Diagnostics.CodeAnalysis;
using Cachekit.Storage;

namespace Cachekit.Serialization;

/// <summary>An encoded value in a buffer from the pool. It has one owner, who disposes it; a second disposal does nothing.</summary>
internal sealed class PooledPayload(byte[] buffer, int length, bool pooled, bool secret = false) : IDisposable
{
    private byte[]? _buffer = buffer;

    public int Length => length;

    public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, length);

    public ReadOnlySpan<byte> Span => Buffer.AsSpan(0, length);

    private byte[] Buffer
    {
        get
        {
            var current = _buffer;
            if (current is null)
            {
                ThrowDisposed();
            }

            return current;
        }
    }

    public byte[] ToArray() => Span.ToArray();

    public void Dispose()
    {
        // Two threads that both dispose must not both return it: the pool would hand it out twice.
        var current = Interlocked.Exchange(ref _buffer, null);
        if (pooled && current is not null)
        {
            PooledBuffer.Return(current, secret);
        }
    }

    [DoesNotReturn]
    private static void ThrowDisposed() => throw new ObjectDisposedException(nameof(PooledPayload), "The bytes went back to the pool and may be another value by now.");
}
