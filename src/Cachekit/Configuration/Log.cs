using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>What is logged about the configuration. Event ids 1000 to 1099.</summary>
internal static partial class Log
{
    internal const string Category = "Cachekit.Configuration";

    [LoggerMessage(1000, LogLevel.Information, "No backend is configured: cached entries live in this process only. To share them set "
        + "CACHEKIT_REDIS_URL, REDIS_URL, CACHEKIT_API_KEY, CACHEKIT_MEMCACHED_SERVERS or CACHEKIT_FILE_CACHE_DIR, or choose a backend in code; "
        + "CACHEKIT_BACKEND=none says that this is intended.")]
    internal static partial void NoBackendConfigured(ILogger logger);

    [LoggerMessage(1001, LogLevel.Information, "{Setting} chose the backend '{Backend}'.")]
    internal static partial void BackendChosen(ILogger logger, string setting, string backend);

    [LoggerMessage(1002, LogLevel.Warning, "The environment variable {Mistaken} is not read: its name is {Variable}.")]
    internal static partial void MistakenVariable(ILogger logger, string mistaken, string variable);

    [LoggerMessage(1003, LogLevel.Warning, "The environment variable {Variable} is passed over: {Reason}. Remove it, or set CACHEKIT_BACKEND=none, to silence this.")]
    internal static partial void SelectorPassedOver(ILogger logger, string variable, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "The environment variable LOG_LEVEL is not a level: write TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL or NONE. INFO is used.")]
    internal static partial void UnknownLogLevel(ILogger logger);

    [LoggerMessage(1005, LogLevel.Warning, "{Method} wants {Wanted} MB of memory for the namespace {Namespace}, which has {Budget} MB because of {First}: the first method that says one "
        + "decides. Write the same LocalMaxSizeMb for all methods of a namespace.")]
    internal static partial void BudgetDiffers(ILogger logger, string method, long wanted, string @namespace, long budget, string first);

    [LoggerMessage(1006, LogLevel.Information, "The configuration has changed: the new settings of {Backends} backends and {Methods} methods are in use.")]
    internal static partial void SettingsChanged(ILogger logger, int backends, int methods);

    [LoggerMessage(1007, LogLevel.Error, "The configuration has changed, but not to something that can be used; the settings from before stay. {Problems}")]
    internal static partial void ChangedSettingsWrong(ILogger logger, string problems);
}
