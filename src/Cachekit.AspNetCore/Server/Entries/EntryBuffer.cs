using System.Buffers;

namespace Cachekit.AspNetCore;

/// <summary>A pooled record in the making: room for the header, then the value.</summary>
internal sealed class EntryBuffer : IDisposable
{
    private byte[]? _array;

    /// <param name="capacity">How many bytes of a value it has room for at least.</param>
    public EntryBuffer(int capacity) => _array = ArrayPool<byte>.Shared.Rent(EntryRecord.HeaderSize + capacity);

    /// <summary>How many bytes the value has.</summary>
    public int Length { get; private set; }

    /// <summary>Where the next bytes of the value go.</summary>
    public Memory<byte> Free => Array.AsMemory(EntryRecord.HeaderSize + Length);

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(EntryBuffer));

    /// <summary>The bytes of the value so far.</summary>
    public ReadOnlyMemory<byte> Value => Array.AsMemory(EntryRecord.HeaderSize, Length);

    /// <summary>Counts bytes that were written to <see cref="Free"/>.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Makes room where there is none.</summary>
    public void Grow(int capacity)
    {
        var larger = ArrayPool<byte>.Shared.Rent(EntryRecord.HeaderSize + capacity);
        Array.AsSpan(EntryRecord.HeaderSize, Length).CopyTo(larger.AsSpan(EntryRecord.HeaderSize));
        ArrayPool<byte>.Shared.Return(Array);
        _array = larger;
    }

    /// <summary>Puts the header in front.</summary>
    /// <returns>The record.</returns>
    public ReadOnlyMemory<byte> Complete(EntryTimes times)
    {
        EntryRecord.WriteHeader(Array, times);
        return Array.AsMemory(0, EntryRecord.HeaderSize + Length);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
