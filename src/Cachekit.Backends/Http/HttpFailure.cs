namespace Cachekit.Backends;

/// <summary>A failed request, with what decides whether it is sent again.</summary>
internal sealed class HttpFailure(BackendErrorKind kind, string message, Exception? innerException = null) : CacheBackendException(kind, message, innerException)
{
    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
