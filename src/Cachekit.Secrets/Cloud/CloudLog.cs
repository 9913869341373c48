using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What stores of clouds log about credentials and secrets: names, never values.</summary>
internal static partial class CloudLog
{
    [LoggerMessage(3060, LogLevel.Information, "{Store} signs in with {Credentials}")]
    public static partial void SignedIn(ILogger logger, string store, string credentials);

    [LoggerMessage(3061, LogLevel.Warning, "{Store}: the credentials could not be renewed; those that are there are good until {End}, and it is tried again")]
    public static partial void NotRenewed(ILogger logger, string store, DateTimeOffset end, Exception exception);

    [LoggerMessage(3062, LogLevel.Information, "{Store} refused {Credentials} ({Reason}); they are fetched anew")]
    public static partial void Refused(ILogger logger, string store, string credentials, string reason);

    [LoggerMessage(3063, LogLevel.Debug, "{Store}: '{Secret}' is left out, because it has no value of {Version}")]
    public static partial void NoValue(ILogger logger, string store, string secret, string version);

    [LoggerMessage(3064, LogLevel.Warning, "{Store} does not let this identity read several secrets at once ({Reason}), so they are read one by one; allow the action '{Action}'")]
    public static partial void NoBatches(ILogger logger, string store, string reason, string action);

    [LoggerMessage(3065, LogLevel.Warning, "{Store}: the value of '{Secret}' arrived damaged (its CRC32C differs) and is asked for again")]
    public static partial void Damaged(ILogger logger, string store, string secret);

    [LoggerMessage(3066, LogLevel.Warning, "{Store} has no secrets that match; check the prefix, the path or the filter, and the region or project")]
    public static partial void Nothing(ILogger logger, string store);
}
