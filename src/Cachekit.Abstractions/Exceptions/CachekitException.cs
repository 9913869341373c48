namespace Cachekit;

/// <summary>The base of all exceptions that Cachekit throws by itself. What a cached body throws is never wrapped.</summary>
public class CachekitException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public CachekitException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong, where, and what to do; never a secret.</param>
    public CachekitException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do; never a secret.</param>
    /// <param name="innerException">The cause.</param>
    public CachekitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
