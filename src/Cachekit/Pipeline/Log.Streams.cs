using Microsoft.Extensions.Logging;

namespace Cachekit.Pipeline;

/// <content>Streams: 1190 to 1199.</content>
internal static partial class Log
{
    [LoggerMessage(1190, LogLevel.Warning, "A stream of '{Method}' has grown over {Size} bytes, more than the limit of {Limit} (CachekitOptions.MaxValueSize, CACHEKIT_MAX_VALUE_SIZE): it goes on, but it is not cached. Entry {KeyDigest}.")]
    internal static partial void StreamTooLarge(ILogger logger, string method, long size, long limit, string keyDigest);

    [LoggerMessage(1191, LogLevel.Warning, "An item of a stream of '{Method}' could not be encoded: the stream goes on, but it is not cached. Entry {KeyDigest}.")]
    internal static partial void StreamItemNotRecorded(ILogger logger, Exception exception, string method, string keyDigest);
}
