namespace Cachekit;

/// <summary>A value could not be encoded or decoded. In a cached call it is logged; the value is returned but not cached, or the entry counts as a miss.</summary>
public class CacheSerializationException : CachekitException
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheSerializationException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong, where, and what to write instead.</param>
    public CacheSerializationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to write instead.</param>
    /// <param name="innerException">The cause.</param>
    public CacheSerializationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
