namespace Cachekit.Storage;

/// <summary>The encoded value of an entry, for as long as it is not disposed of. It has one owner.</summary>
internal ref struct OpenedEntry
{
    private byte[]? _outer;
    private byte[]? _inner;
    private bool _secret;

    /// <summary>An entry whose value lies in the stored bytes themselves.</summary>
    internal OpenedEntry(ReadOnlySpan<byte> payload, long stamp = 0, EntryMetadata? metadata = null)
    {
        Payload = payload;
        Stamp = stamp;
        Metadata = metadata;
    }

    /// <summary>An entry whose value lies in a buffer from the pool, which it gives back.</summary>
    internal OpenedEntry(byte[] rented, int length, long stamp = 0, EntryMetadata? metadata = null)
    {
        _inner = rented;
        Payload = rented.AsSpan(0, length);
        Stamp = stamp;
        Metadata = metadata;
    }

    /// <summary>The encoded value.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>The stamp of the entry's making; 0 where entries have none.</summary>
    public long Stamp { get; }

    /// <summary>The tags of the value and its validator; <see langword="null"/> where it has neither.</summary>
    public EntryMetadata? Metadata { get; }

    /// <summary>Which key decrypted it: 0 the current one, 1 and more the previous ones in their order. 0 also where nothing is encrypted.</summary>
    public int ServedBy { get; private set; }

    /// <summary>The same entry, read from a decrypted buffer, which it gives back cleared as everything else it holds.</summary>
    internal readonly OpenedEntry FromDecrypted(byte[] rented, int servedBy)
    {
        var entry = this;
        entry._outer = rented;
        entry._secret = true;
        entry.ServedBy = servedBy;
        return entry;
    }

    public void Dispose()
    {
        Return(ref _outer);
        Return(ref _inner);
    }

    private readonly void Return(ref byte[]? array)
    {
        if (array is { } rented)
        {
            array = null;
            PooledBuffer.Return(rented, _secret);
        }
    }
}
