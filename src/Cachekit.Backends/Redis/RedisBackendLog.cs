using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

internal static partial class RedisBackendLog
{
    [LoggerMessage(1300, LogLevel.Information, "Connected to Redis at {EndPoints}.", EventName = "RedisConnected")]
    public static partial void Connected(ILogger logger, string endPoints);

    [LoggerMessage(1301, LogLevel.Warning, "The connection to Redis at {EndPoint} is lost or could not be made ({Failure}). It is tried again until it is there.", EventName = "RedisConnectionLost")]
    public static partial void ConnectionLost(ILogger logger, string endPoint, string failure);

    [LoggerMessage(1302, LogLevel.Information, "The connection to Redis at {EndPoint} is there again.", EventName = "RedisConnectionRestored")]
    public static partial void ConnectionRestored(ILogger logger, string endPoint);

    [LoggerMessage(1303, LogLevel.Information, "Opened connection {Number} of at most {Most} to Redis, since many calls wait for answers.", EventName = "RedisConnectionAdded")]
    public static partial void ConnectionAdded(ILogger logger, int number, int most);

    [LoggerMessage(1304, LogLevel.Warning, "Redis refuses scripts ({Code}). Entries are read without them, with more messages than otherwise.", EventName = "RedisScriptsRefused")]
    public static partial void ScriptsRefused(ILogger logger, string code);

    [LoggerMessage(1305, LogLevel.Debug, "A temporary key of a large value could not be removed; it expires by itself.", EventName = "RedisPieceKept")]
    public static partial void PieceKept(ILogger logger, Exception exception);

    [LoggerMessage(1306, LogLevel.Warning, "A listener to messages of other processes failed.", EventName = "RedisListenerFailed")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(1307, LogLevel.Warning, "Redis has not answered for {Seconds} s over a connection that looks open. A new connection takes its place.", EventName = "RedisConnectionReplaced")]
    public static partial void ConnectionReplaced(ILogger logger, double seconds);

    [LoggerMessage(1308, LogLevel.Debug, "Listening to messages of other processes could not be confirmed after the connection was restored.", EventName = "RedisListeningUnconfirmed")]
    public static partial void ListeningUnconfirmed(ILogger logger, Exception exception);

    [LoggerMessage(1309, LogLevel.Debug, "A connection to Redis did not close in time ({Failure}); it is cut.", EventName = "RedisClosedHard")]
    public static partial void ClosedHard(ILogger logger, string failure);

    [LoggerMessage(1310, LogLevel.Warning, "Redis refuses to read several entries with one command ({Code}). They are read one by one, with more messages than otherwise.", EventName = "RedisManyRefused")]
    public static partial void ManyRefused(ILogger logger, string code);
}
