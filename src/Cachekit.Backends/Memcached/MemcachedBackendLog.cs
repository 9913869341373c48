using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>Servers that go and come; not the calls that fail meanwhile.</summary>
internal static partial class MemcachedBackendLog
{
    [LoggerMessage(1350, LogLevel.Warning, "The memcached server {Server} is lost. Calls that need it run uncached; it is tried again every second.", EventName = "MemcachedServerLost")]
    public static partial void ServerLost(ILogger logger, string server, Exception exception);

    [LoggerMessage(1351, LogLevel.Warning, "The memcached server {Server} keeps failing. Its keys go to the other servers for {Seconds} s, or until it answers.", EventName = "MemcachedServerLeftOut")]
    public static partial void ServerLeftOut(ILogger logger, string server, int seconds);

    [LoggerMessage(1352, LogLevel.Information, "The memcached server {Server} is back.", EventName = "MemcachedServerBack")]
    public static partial void ServerBack(ILogger logger, string server);

    [LoggerMessage(1353, LogLevel.Information, "The memcached server {Server} was left out long enough and gets its keys again.", EventName = "MemcachedServerReturns")]
    public static partial void ServerReturns(ILogger logger, string server);

    [LoggerMessage(1354, LogLevel.Debug, "The lock {Key} of a caller that gave up could not be given back; it ends with its hold time.", EventName = "MemcachedLockKept")]
    public static partial void LockKept(ILogger logger, string key, Exception exception);
}
