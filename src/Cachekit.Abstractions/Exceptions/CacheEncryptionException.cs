namespace Cachekit;

/// <summary>An entry could not be encrypted or decrypted. The message never has a key, plaintext or a full cache key in it.</summary>
public class CacheEncryptionException : CachekitException
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheEncryptionException()
    {
    }

    /// <summary>Makes an unclassified exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public CacheEncryptionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an unclassified exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public CacheEncryptionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes a classified exception.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public CacheEncryptionException(EncryptionErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public EncryptionErrorKind Kind { get; }
}
