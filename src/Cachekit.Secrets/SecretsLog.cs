using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What secret stores log: names, never values.</summary>
internal static partial class SecretsLog
{
    public const string Category = "Cachekit.Secrets";

    [LoggerMessage(3000, LogLevel.Information, "{Store} was read: {Count} secrets, {Changed} of them new or changed")]
    public static partial void StoreRead(ILogger logger, string store, int count, int changed);

    [LoggerMessage(3001, LogLevel.Warning, "{Store} could not be read (failure {Failures} in a row); the last values stay, and it is tried again")]
    public static partial void StoreNotRead(ILogger logger, string store, int failures, Exception exception);

    [LoggerMessage(3002, LogLevel.Warning, "{Store}: attempt {Attempt} failed ({Reason}); the next one is in {Delay} ms")]
    public static partial void RequestRepeated(ILogger logger, string store, int attempt, string reason, double delay);
}
