using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>What a <see cref="RedenvClient"/> logs, in the words of the other clients where they have any; names, never values.</summary>
internal static partial class RedenvLog
{
    public const string Category = "Cachekit.Secrets.Redenv";

    [LoggerMessage(3010, LogLevel.Information, "[REDENV] Cache HIT (fresh): redenv:{Project}:{Environment}")]
    public static partial void Fresh(ILogger logger, string project, string environment);

    [LoggerMessage(3011, LogLevel.Information, "[REDENV] Cache HIT (stale): redenv:{Project}:{Environment} - triggering background refresh")]
    public static partial void Stale(ILogger logger, string project, string environment);

    [LoggerMessage(3012, LogLevel.Information, "[REDENV] Cache MISS: redenv:{Project}:{Environment} - fetching from Redis")]
    public static partial void Miss(ILogger logger, string project, string environment);

    [LoggerMessage(3013, LogLevel.Information, "[REDENV] Background refresh complete: redenv:{Project}:{Environment}")]
    public static partial void Refreshed(ILogger logger, string project, string environment);

    [LoggerMessage(3014, LogLevel.Information, "[REDENV] Loaded {Count} secrets, new or changed: redenv:{Project}:{Environment}")]
    public static partial void Loaded(ILogger logger, int count, string project, string environment);

    [LoggerMessage(3015, LogLevel.Error, "[REDENV] Error: Failed to decrypt secret \"{Name}\" of redenv:{Project}:{Environment}; it is left out. {Reason}")]
    public static partial void NotDecrypted(ILogger logger, string name, string project, string environment, string reason);

    [LoggerMessage(3016, LogLevel.Error, "[REDENV] Error: Failed to fetch secrets of redenv:{Project}:{Environment} ({Code})")]
    public static partial void LoadFailed(ILogger logger, string project, string environment, string code, Exception exception);

    [LoggerMessage(3017, LogLevel.Warning, "[REDENV] Background refresh failed: redenv:{Project}:{Environment} ({Code}); the secrets that are there are served, and it is tried again")]
    public static partial void RefreshFailed(ILogger logger, string project, string environment, string code, Exception exception);

    [LoggerMessage(3018, LogLevel.Warning, "[REDENV] Snapshot used, since the store is away: redenv:{Project}:{Environment}, {Age} old")]
    public static partial void SnapshotUsed(ILogger logger, string project, string environment, TimeSpan age);

    [LoggerMessage(3019, LogLevel.Warning, "[REDENV] The snapshot {Path} is not used: {Reason}")]
    public static partial void SnapshotRefused(ILogger logger, string path, string reason);

    [LoggerMessage(3020, LogLevel.Warning, "[REDENV] The snapshot {Path} could not be written: {Reason}")]
    public static partial void SnapshotNotWritten(ILogger logger, string path, string reason);

    [LoggerMessage(3021, LogLevel.Information, "[REDENV] Set secret \"{Name}\" of redenv:{Project}:{Environment}, version {Version}")]
    public static partial void Written(ILogger logger, string name, string project, string environment, long version);

    [LoggerMessage(3022, LogLevel.Information, "[REDENV] Injection complete. {Count} variables were set or changed")]
    public static partial void Injected(ILogger logger, int count);

    [LoggerMessage(3023, LogLevel.Warning, "[REDENV] Secret \"{Name}\" cannot be an environment variable: its name has an equals sign or its value a zero character")]
    public static partial void NoVariable(ILogger logger, string name);

    [LoggerMessage(3024, LogLevel.Warning, "[REDENV] What was stored as secret \"{Name}\" of redenv:{Project}:{Environment} was no history; it was replaced, and versions begin anew")]
    public static partial void HistoryReplaced(ILogger logger, string name, string project, string environment);

    [LoggerMessage(3025, LogLevel.Warning, "[REDENV] {Store} is asked without TLS: its token can be read on the way there. Use https://")]
    public static partial void WithoutTls(ILogger logger, string store);

    [LoggerMessage(3026, LogLevel.Error, "[REDENV] Error: Failed to set secret \"{Name}\" of redenv:{Project}:{Environment} ({Code})")]
    public static partial void NotWritten(ILogger logger, string name, string project, string environment, string code, Exception exception);
}
