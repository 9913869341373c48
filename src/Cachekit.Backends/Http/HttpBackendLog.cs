using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

internal static partial class HttpBackendLog
{
    [LoggerMessage(1400, LogLevel.Debug, "A request failed for the {Attempt}. time and is sent again in {Delay} ms: {Failure}", EventName = "HttpRequestRepeated")]
    public static partial void Repeating(ILogger logger, int attempt, double delay, string failure);

    [LoggerMessage(1401, LogLevel.Error, "The http backend's credentials were refused; nothing is cached there until that changes. {Failure}", EventName = "HttpCredentialsRefused")]
    public static partial void CredentialsRefused(ILogger logger, string failure);

    [LoggerMessage(1402, LogLevel.Information, "The http backend's credentials are accepted again.", EventName = "HttpCredentialsAccepted")]
    public static partial void CredentialsAccepted(ILogger logger);
}
