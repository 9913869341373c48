using System.Diagnostics.CodeAnalysis;

namespace Cachekit;

/// <summary>What a backend found under a key: the bytes and the remaining life. The caller disposes of it when the bytes are used up.</summary>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Owns a buffer; comparing it has no meaning.")]
public readonly struct BackendValue : IDisposable
{
    private readonly IDisposable? _owner;

    /// <summary>Makes a found value.</summary>
    /// <param name="bytes">The stored bytes, valid until <see cref="Dispose"/>.</param>
    /// <param name="remaining">The remaining life; <see langword="null"/>: it never expires. Zero: true now, and not to be kept.</param>
    /// <param name="owner">What gives the buffer back, or <see langword="null"/>.</param>
    /// <param name="isStale">Whether the entry is past its life and inside its stale window.</param>
    /// <param name="winsRefresh">Whether this reader was chosen, alone, to make the entry anew.</param>
    public BackendValue(ReadOnlyMemory<byte> bytes, TimeSpan? remaining, IDisposable? owner = null, bool isStale = false, bool winsRefresh = false)
    {
        Found = true;
        Bytes = bytes;
        Remaining = remaining;
        IsStale = isStale;
        WinsRefresh = winsRefresh;
        _owner = owner;
    }

    /// <summary>No entry.</summary>
    public static BackendValue Missing => default;

    /// <summary>Whether there was a live entry.</summary>
    public bool Found { get; }

    /// <summary>The stored bytes, valid until <see cref="Dispose"/>; empty when nothing was found.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// The remaining life, which nobody may exceed who keeps the value; <see langword="null"/> when the entry never expires or was not found.
    /// Zero: the value is true now, and not to be kept.
    /// </summary>
    public TimeSpan? Remaining { get; }

    /// <summary>Whether the entry is past its life: it may be served while it is made anew, and is never kept.</summary>
    public bool IsStale { get; }

    /// <summary>Whether the backend chose this reader, alone, to make the entry anew; other readers of the entry see <see langword="false"/>.</summary>
    public bool WinsRefresh { get; }

    /// <summary>Gives the buffer back. Call it once; the bytes are gone then.</summary>
    public void Dispose() => _owner?.Dispose();
}
