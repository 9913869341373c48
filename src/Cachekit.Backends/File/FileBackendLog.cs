using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

internal static partial class FileBackendLog
{
    [LoggerMessage(2101, LogLevel.Warning, "The file backend's {Setting} {Mode} gives more than the owner access to cached values; {Default} is the safe choice.", EventName = "LooseFileMode")]
    public static partial void LooseMode(ILogger logger, string setting, string mode, string @default);

    [LoggerMessage(2102, LogLevel.Warning, "The cache directory is used although it is not safe, because AllowUntrustedDirectory is set: {Problem}", EventName = "UntrustedCacheDirectory")]
    public static partial void UntrustedDirectory(ILogger logger, string problem);

    [LoggerMessage(2103, LogLevel.Warning, "The cache directory '{Path}' is not usable yet; the file backend tries again with each operation.", EventName = "CacheDirectoryNotReady")]
    public static partial void DirectoryNotReady(ILogger logger, string path, Exception exception);

    [LoggerMessage(2104, LogLevel.Debug, "Evicted {Count} of {Total} entries, {Bytes} bytes, from the cache directory '{Path}'.", EventName = "EntriesEvicted")]
    public static partial void Evicted(ILogger logger, int count, int total, long bytes, string path);

    [LoggerMessage(2105, LogLevel.Warning, "The limits of the cache directory '{Path}' could not be kept this time.", EventName = "EvictionFailed")]
    public static partial void EvictionFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(2106, LogLevel.Debug, "Removed {Count} orphaned temporary files from the cache directory '{Path}'.", EventName = "OrphansSwept")]
    public static partial void OrphansSwept(ILogger logger, int count, string path);

    [LoggerMessage(2107, LogLevel.Warning, "The entry '{Name}' is a symbolic link, which is never followed; it counts as missing.", EventName = "EntryIsLink")]
    public static partial void EntryIsLink(ILogger logger, string name);

    [LoggerMessage(2108, LogLevel.Debug, "The entry '{Name}' is {Verdict} and could not be removed.", EventName = "StaleEntryKept")]
    public static partial void StaleEntryKept(ILogger logger, string name, EntryVerdict verdict, Exception exception);

    [LoggerMessage(2109, LogLevel.Debug, "An entry in the cache directory '{Path}' was read, but its use could not be marked.", EventName = "EntryNotTouched")]
    public static partial void NotTouched(ILogger logger, string path, Exception exception);
}
