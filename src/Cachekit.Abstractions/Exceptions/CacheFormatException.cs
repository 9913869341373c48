namespace Cachekit;

/// <summary>Stored bytes break a rule of their format. In a cached call that is a miss; the primitives for tools let it through.</summary>
public class CacheFormatException : CacheSerializationException
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheFormatException()
    {
    }

    /// <summary>Makes an unclassified exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public CacheFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an unclassified exception with its cause.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause.</param>
    public CacheFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes a classified exception.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public CacheFormatException(FormatErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>The rule.</summary>
    public FormatErrorKind Kind { get; }
}
