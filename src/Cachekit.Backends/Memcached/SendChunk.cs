using System.Buffers;

namespace Cachekit.Backends;

/// <summary>Bytes that go out in one piece.</summary>
internal sealed class SendChunk(int capacity)
{
    private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(capacity);
    private int _written;
    private int _sent;

    public int Room => _array.Length - _written;

    public Span<byte> Free => _array.AsSpan(_written);

    public ReadOnlySpan<byte> Unsent => _array.AsSpan(_sent, _written - _sent);

    public void Advance(int written) => _written += written;

    public void Sent(int count) => _sent += count;

    public void Clear()
    {
        _written = 0;
        _sent = 0;
    }

    /// <summary>Gives the array back; nobody may use the chunk afterwards.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(_array);
}
