using System.Buffers;

namespace Cachekit.Encryption;

/// <summary>The additional data of one call: in the caller's room, or in a buffer from the pool where that is too small.</summary>
internal readonly ref struct AdditionalDataBuffer
{
    private readonly byte[]? _pooled;

    /// <param name="head">What <see cref="AdditionalData.Head"/> made.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <param name="room">Enough for most keys and tenants.</param>
    /// <exception cref="ArgumentException">The binding states what is not registered, or has no well-formed cache key.</exception>
    public AdditionalDataBuffer(ReadOnlySpan<byte> head, in EntryBinding binding, Span<byte> room)
    {
        var size = AdditionalData.SizeOf(head, in binding);
        _pooled = size > room.Length ? ArrayPool<byte>.Shared.Rent(size) : null;
        var bytes = (_pooled is null ? room : _pooled.AsSpan())[..size];
        AdditionalData.Write(head, in binding, bytes);
        Span = bytes;
    }

    public ReadOnlySpan<byte> Span { get; }

    public void Dispose()
    {
        if (_pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }
    }
}
