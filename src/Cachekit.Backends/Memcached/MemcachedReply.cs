namespace Cachekit.Backends;

/// <summary>An answer of the server.</summary>
internal struct MemcachedReply
{
    /// <summary>The remaining seconds of an entry that never expires.</summary>
    public const int NeverExpires = -1;

    public MemcachedStatus Status;

    /// <summary>How many bytes the value has.</summary>
    public int Size;

    /// <summary>The remaining life in seconds, the running one included.</summary>
    public int Remaining;

    /// <summary>What the writer stored beside the value.</summary>
    public uint ClientFlags;

    /// <summary>The unique number of this version of the entry.</summary>
    public ulong Unique;

    /// <summary>The server chose this reader, alone, to make the entry anew.</summary>
    public bool Won;

    /// <summary>The entry was marked stale.</summary>
    public bool MarkedStale;

    /// <summary>The bytes, in an array that may be longer; <see langword="null"/> when there are none.</summary>
    public ValueBuffer? Value;

    /// <summary>The value of a stale entry that was read before this answer said who makes it anew.</summary>
    public ValueBuffer? StaleValue;

    /// <summary>How many bytes <see cref="StaleValue"/> has.</summary>
    public int StaleSize;

    /// <summary>What an error or a version says.</summary>
    public string? Text;

    public readonly ReadOnlyMemory<byte> Bytes => Value is null ? default : Value.Array.AsMemory(0, Size);

    public readonly bool Found => Status is MemcachedStatus.Value or MemcachedStatus.Done;
}
