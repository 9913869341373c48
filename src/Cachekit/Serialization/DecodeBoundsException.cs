namespace Cachekit.Serialization;

/// <summary>The walk over the headers found that the bytes cannot be one document, before anything was allocated for them.</summary>
internal sealed class DecodeBoundsException : CacheFormatException
{
    public DecodeBoundsException()
    {
    }

    public DecodeBoundsException(string message)
        : base(FormatErrorKind.DecodeBounds, message)
    {
    }

    public DecodeBoundsException(string message, Exception? innerException)
        : base(FormatErrorKind.DecodeBounds, message, innerException)
    {
    }
}
