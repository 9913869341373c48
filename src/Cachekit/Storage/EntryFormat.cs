namespace Cachekit.Storage;

/// <summary>How the encoded values of one method become the bytes that layers hold, and back. Which format that is follows from configuration, never from bytes.</summary>
internal abstract class EntryFormat
{
    /// <summary>Whether entries carry the stamp of their making, by which the invalidation of a whole method or namespace outdates them.</summary>
    internal abstract bool HasStamp { get; }

    /// <summary>Whether no layer may hold anything but what <see cref="Seal"/> made.</summary>
    internal abstract bool IsSecret { get; }

    /// <summary>Makes an entry.</summary>
    /// <param name="payload">The encoded value.</param>
    /// <param name="context">What the entry is bound to.</param>
    /// <returns>The entry. It is not from a pool: a backend whose call was cancelled may still be reading it.</returns>
    /// <exception cref="CacheFormatException">The value is too large for the format, or its entry for an array.</exception>
    /// <exception cref="CacheEncryptionException">It could not be encrypted.</exception>
    /// <exception cref="CacheConfigurationException">The tenant is none.</exception>
    internal abstract byte[] Seal(ReadOnlySpan<byte> payload, in EntryContext context);

    /// <summary>Reads an entry that nobody vouches for.</summary>
    /// <param name="stored">The bytes; the opened entry may refer to them.</param>
    /// <param name="context">What the entry must be bound to.</param>
    /// <exception cref="CacheFormatException">It breaks a rule of the format.</exception>
    /// <exception cref="CacheEncryptionException">It could not be decrypted.</exception>
    /// <exception cref="CacheConfigurationException">The tenant is none.</exception>
    internal abstract OpenedEntry Open(ReadOnlySpan<byte> stored, in EntryContext context);

    /// <summary>Checks what the caller chose before anything is done for the call.</summary>
    /// <param name="context">What the call said.</param>
    /// <param name="method">The method that is called, for the message.</param>
    /// <exception cref="CacheConfigurationException">The tenant is none.</exception>
    internal virtual void Verify(in EntryContext context, string method)
    {
    }

    /// <summary>The room for content with something around it: what no array can hold is too large, and no number that has overflowed.</summary>
    private protected static int Room(int content, int around)
    {
        if (content > Array.MaxLength - around)
        {
            StorageErrors.TooLarge("The entry", (long)content + around, Array.MaxLength);
        }

        return content + around;
    }
}
