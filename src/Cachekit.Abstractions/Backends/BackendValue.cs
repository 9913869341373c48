using System.Diagnostics.CodeAnalysis;

namespace Cachekit;

/// <summary>What a backend found under a key: the bytes and the remaining life. The caller disposes of it when the bytes are used up.</summary>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Owns a buffer; comparing it has no meaning.")]
public readonly struct BackendValue : IDisposable
{
    private readonly IDisposable? _owner;

    /// <summary>Makes a found value.</summary>
    /// <param name="bytes">The stored bytes, valid until <see cref="Dispose"/>.</param>
    /// <param name="remaining">The remaining life; <see langword="null"/>: it never expires.</param>
    /// <param name="owner">What gives the buffer back, or <see langword="null"/>.</param>
    public BackendValue(ReadOnlyMemory<byte> bytes, TimeSpan? remaining, IDisposable? owner = null)
    {
        Found = true;
        Bytes = bytes;
        Remaining = remaining;
        _owner = owner;
    }

    /// <summary>No entry.</summary>
    public static BackendValue Missing => default;

    /// <summary>Whether there was a live entry.</summary>
    public bool Found { get; }

    /// <summary>The stored bytes, valid until <see cref="Dispose"/>; empty when nothing was found.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The remaining life; <see langword="null"/> when the entry never expires or was not found.</summary>
    public TimeSpan? Remaining { get; }

    /// <summary>Gives the buffer back. Call it once; the bytes are gone then.</summary>
    public void Dispose() => _owner?.Dispose();
}
