namespace Cachekit.Storage;

/// <summary>A format that encrypts nothing; encryption writes it into a buffer of its own first.</summary>
internal abstract class PlainFormat : EntryFormat
{
    internal sealed override bool IsSecret => false;

    /// <summary>What encryption binds as the fact whether its plaintext is a compressing container.</summary>
    internal abstract bool IsContainer { get; }

    /// <summary>Room enough for what <see cref="Write"/> writes.</summary>
    /// <param name="payload">The size of the encoded value in bytes.</param>
    /// <param name="metadata">What is stored beside the value.</param>
    /// <exception cref="CacheFormatException">The value is too large for the format, or its entry for an array.</exception>
    internal abstract int MaxSize(int payload, EntryMetadata? metadata = null);

    /// <summary>Writes an entry.</summary>
    /// <param name="payload">The encoded value.</param>
    /// <param name="context">What the entry is bound to.</param>
    /// <param name="destination">Where to; at least <see cref="MaxSize"/> bytes.</param>
    /// <returns>How many bytes it took.</returns>
    /// <exception cref="CacheFormatException">The value is too large for the format.</exception>
    internal abstract int Write(ReadOnlySpan<byte> payload, in EntryContext context, Span<byte> destination);

    /// <summary>Shared entries have no room for tags; a validator stays in the memory of the process that got it.</summary>
    /// <exception cref="CacheSerializationException">The value has tags.</exception>
    private protected static void RequireNoTags(in EntryContext context)
    {
        if (context.Metadata is { Tags.Length: > 0 })
        {
            StorageErrors.SharedTags();
        }
    }

    /// <summary>Reads an entry, which may be one that was decrypted.</summary>
    /// <param name="stored">The bytes; the opened entry may refer to them.</param>
    /// <param name="secret">Whether the value must not stay behind in memory.</param>
    /// <exception cref="CacheFormatException">It breaks a rule of the format.</exception>
    internal abstract OpenedEntry Open(ReadOnlySpan<byte> stored, bool secret);

    internal sealed override OpenedEntry Open(ReadOnlySpan<byte> stored, in EntryContext context) => Open(stored, secret: false);

    internal override byte[] Seal(ReadOnlySpan<byte> payload, in EntryContext context)
    {
        using var buffer = new PooledBuffer(MaxSize(payload.Length, context.Metadata), secret: false);
        return buffer.Span[..Write(payload, in context, buffer.Span)].ToArray();
    }
}
