using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What Vault's store logs: paths, never tokens or values.</summary>
internal static partial class VaultLog
{
    [LoggerMessage(3040, LogLevel.Information, "{Store}: logged in by {Method}; the token ends at {EndsAt} and is renewed before: {Renewed}")]
    public static partial void LoggedIn(ILogger logger, string store, string method, DateTimeOffset? endsAt, bool renewed);

    [LoggerMessage(3041, LogLevel.Debug, "{Store}: the token was renewed; it ends at {EndsAt}")]
    public static partial void TokenRenewed(ILogger logger, string store, DateTimeOffset? endsAt);

    [LoggerMessage(3042, LogLevel.Warning, "{Store}: the token could not be renewed ({Reason})")]
    public static partial void TokenNotRenewed(ILogger logger, string store, string reason);

    [LoggerMessage(3043, LogLevel.Debug, "{Store}: the lease of {Path} was renewed; it ends at {EndsAt}")]
    public static partial void LeaseRenewed(ILogger logger, string store, string path, DateTimeOffset endsAt);

    [LoggerMessage(3044, LogLevel.Warning, "{Store}: the lease of {Path} could not be renewed ({Reason})")]
    public static partial void LeaseNotRenewed(ILogger logger, string store, string path, string reason);

    [LoggerMessage(3045, LogLevel.Information, "{Store}: {Path} was read anew, and its lease ends at {EndsAt}")]
    public static partial void LeaseTaken(ILogger logger, string store, string path, DateTimeOffset endsAt);

    [LoggerMessage(3046, LogLevel.Warning, "{Store}: a new login failed; the token is used until it ends at {EndsAt}")]
    public static partial void LoginFailed(ILogger logger, string store, DateTimeOffset endsAt, Exception exception);

    [LoggerMessage(3047, LogLevel.Information, "{Store}: the token may not look itself up, so that it is used without being renewed; the policy 'default' of Vault allows that")]
    public static partial void TokenUnknown(ILogger logger, string store);

    [LoggerMessage(3048, LogLevel.Warning, "{Store}: the token was not revoked ({Reason}); it ends by itself")]
    public static partial void TokenNotRevoked(ILogger logger, string store, string reason);
}
