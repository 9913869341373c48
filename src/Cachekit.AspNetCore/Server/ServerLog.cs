using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore;

internal static partial class ServerLog
{
    [LoggerMessage(1450, LogLevel.Information, "The Cachekit server keeps entries in the {Backend} backend.", EventName = "CacheServerStarted")]
    public static partial void Started(ILogger logger, string backend);

    [LoggerMessage(1451, LogLevel.Warning, "The storage of the Cachekit server fails; clients are told to try again. Further failures are logged at Debug until it works again. Entry: {Key}.", EventName = "CacheServerStorageFailing")]
    public static partial void StorageFailing(ILogger logger, string key, Exception exception);

    [LoggerMessage(1452, LogLevel.Debug, "The storage of the Cachekit server still fails. Entry: {Key}.", EventName = "CacheServerStorageStillFailing")]
    public static partial void StorageStillFailing(ILogger logger, string key, Exception exception);

    [LoggerMessage(1453, LogLevel.Information, "The storage of the Cachekit server works again.", EventName = "CacheServerStorageWorks")]
    public static partial void StorageWorks(ILogger logger);

    [LoggerMessage(1454, LogLevel.Error, "The Cachekit server failed to answer a request.", EventName = "CacheServerFailed")]
    public static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(1455, LogLevel.Warning, "An API key could not be looked up; the client is told to try again.", EventName = "CacheServerKeyLookupFailed")]
    public static partial void KeyLookupFailed(ILogger logger, Exception exception);

    [LoggerMessage(1456, LogLevel.Information, "The API keys of the Cachekit server have changed; {Count} are accepted now.", EventName = "CacheServerKeysReloaded")]
    public static partial void KeysReloaded(ILogger logger, int count);

    [LoggerMessage(1457, LogLevel.Error, "The changed settings of the Cachekit server are wrong; the API keys stay as they were.", EventName = "CacheServerKeysNotReloaded")]
    public static partial void KeysNotReloaded(ILogger logger, Exception exception);

    [LoggerMessage(1458, LogLevel.Debug, "What the storage holds is no record of this server's version and counts as missing. Entry: {Key}.", EventName = "CacheServerNotARecord")]
    public static partial void NotARecord(ILogger logger, string key);

    [LoggerMessage(1459, LogLevel.Warning, "The Cachekit server gave up waiting for its storage after {Timeout}; the client is told to try again. Entry: {Key}.", EventName = "CacheServerStorageTimeout")]
    public static partial void StorageTimeout(ILogger logger, TimeSpan timeout, string key);

    [LoggerMessage(1460, LogLevel.Warning, "The storage of the Cachekit server takes no value of this size; the client is told 413. Lower MaxValueBytes to the storage's limit, or raise that. Further refusals are logged at Debug. Entry: {Key}.", EventName = "CacheServerValueRefused")]
    public static partial void ValueRefused(ILogger logger, string key, Exception exception);

    [LoggerMessage(1461, LogLevel.Debug, "The storage of the Cachekit server takes no value of this size; the client is told 413. Entry: {Key}.", EventName = "CacheServerValueRefusedAgain")]
    public static partial void ValueRefusedAgain(ILogger logger, string key, Exception exception);
}
