using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What layers that are files log: names and counts, never values.</summary>
internal static partial class FilesLog
{
    [LoggerMessage(3080, LogLevel.Information, "{Layer} has changed: {Count} keys, {Changed} of them new, changed or gone")]
    public static partial void Changed(ILogger logger, string layer, int count, int changed);

    [LoggerMessage(3081, LogLevel.Warning, "{Layer} could not be read again; the last values stay. {Reason}")]
    public static partial void NotRead(ILogger logger, string layer, string reason);

    [LoggerMessage(3082, LogLevel.Information, "{Layer} can be read again")]
    public static partial void ReadAgain(ILogger logger, string layer);

    [LoggerMessage(3083, LogLevel.Error, "What listens to changes of {Layer} threw; its values have changed nevertheless")]
    public static partial void ListenerThrew(ILogger logger, string layer, Exception exception);
}
