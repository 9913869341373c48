namespace Cachekit.Serialization;

/// <summary>The walk over the headers found that the bytes cannot be one document, before anything was allocated for them.</summary>
internal sealed class DecodeBoundsException : CacheSerializationException
{
    public DecodeBoundsException()
    {
    }

    public DecodeBoundsException(string message)
        : base(message)
    {
    }

    public DecodeBoundsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
