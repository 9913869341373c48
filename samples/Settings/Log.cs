using Cachekit.Secrets;
using Microsoft.Extensions.Logging;

namespace SettingsSample;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The settings in a log: {Settings}; the secrets: {Secrets}")]
    public static partial void Shown(ILogger logger, DatabaseSettings settings, Secrets secrets);
}
