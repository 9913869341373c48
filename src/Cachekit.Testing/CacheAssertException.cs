namespace Cachekit.Testing;

/// <summary>The cache did something else than a test expects. The message says what, and what it usually means.</summary>
public sealed class CacheAssertException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheAssertException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was expected and what happened.</param>
    public CacheAssertException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What was expected and what happened.</param>
    /// <param name="innerException">The cause.</param>
    public CacheAssertException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
