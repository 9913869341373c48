using Microsoft.Extensions.Logging;

namespace Cachekit.Telemetry;

/// <summary>What is logged about single calls. Event ids 1140 to 1159.</summary>
internal static partial class Log
{
    [LoggerMessage(1140, LogLevel.Debug, "{Method}: the entry {Key} was answered by the layer '{Layer}' in {Milliseconds:0.###} ms.")]
    internal static partial void CallAnswered(ILogger logger, string method, string key, string layer, double milliseconds);

    [LoggerMessage(1141, LogLevel.Debug, "{Method}: the entry {Key} was in no layer; the body ran, and all took {Milliseconds:0.###} ms.")]
    internal static partial void CallRanBody(ILogger logger, string method, string key, double milliseconds);

    [LoggerMessage(1142, LogLevel.Debug, "{Method}: the call for the entry {Key} failed with {ErrorType} after {Milliseconds:0.###} ms.")]
    internal static partial void CallFailed(ILogger logger, string method, string key, double milliseconds, string errorType);
}
