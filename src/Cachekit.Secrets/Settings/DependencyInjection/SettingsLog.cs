using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What typed settings log: names and problems, never values.</summary>
internal static partial class SettingsLog
{
    public const string Category = "Cachekit.Secrets.Settings";

    [LoggerMessage(3100, LogLevel.Information, "{Settings} changed and are in use from now on")]
    public static partial void Changed(ILogger logger, string settings);

    [LoggerMessage(3101, LogLevel.Error, "{Settings} changed and are not valid, so the last valid ones stay: {Problems}")]
    public static partial void Refused(ILogger logger, string settings, string problems);
}
