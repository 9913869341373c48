namespace Cachekit;

/// <summary>A backend failed. In a cached call it is logged and the uncached body runs, unless the preset says otherwise.</summary>
public class CacheBackendException : CachekitException
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheBackendException()
    {
    }

    /// <summary>Makes an unclassified exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public CacheBackendException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an unclassified exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public CacheBackendException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes a classified exception.</summary>
    /// <param name="kind">What the failure means for the next try.</param>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public CacheBackendException(BackendErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What the failure means for the next try.</summary>
    public BackendErrorKind Kind { get; }

    /// <summary>Whether the backend refuses a value because of its size. A smaller value under the same key would have been stored.</summary>
    /// <value><see langword="false"/> by default. Set it together with <see cref="BackendErrorKind.Permanent"/>.</value>
    public bool IsValueTooLarge { get; init; }
}
