namespace Cachekit;

/// <summary>An argument has no form in a key, for example a <see cref="DateTime"/> of unspecified kind. It reaches the caller; the body is not run.</summary>
public class CacheKeyException : CachekitException
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheKeyException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong, where, and what to write instead.</param>
    public CacheKeyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to write instead.</param>
    /// <param name="innerException">The cause.</param>
    public CacheKeyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
