using Microsoft.Extensions.Logging;

namespace Cachekit.Resilience;

/// <summary>What is logged about the state of backends: one line for a change, none for a call. Event ids 1122 to 1129.</summary>
internal static partial class Log
{
    internal static void BreakerChanged(ILogger logger, string backend, BreakerChange change, ResilienceSettings settings)
    {
        switch (change)
        {
            case { State: CacheBreakerState.Open, ByHand: true }:
                Isolated(logger, backend);
                break;
            case { State: CacheBreakerState.Open }:
                BreakerOpened(logger, backend, change.Failures, settings.OpenFor.TotalSeconds);
                break;
            case { State: CacheBreakerState.HalfOpen }:
                BreakerHalfOpen(logger, backend);
                break;
            case { ByHand: true }:
                BreakerReset(logger, backend);
                break;
            default:
                BreakerClosed(logger, backend);
                break;
        }
    }

    [LoggerMessage(1122, LogLevel.Warning, "The circuit breaker of the backend '{Backend}' is open after {Failures} failures: cached methods run their bodies without it, and it is tried again in {OpenFor} seconds.")]
    private static partial void BreakerOpened(ILogger logger, string backend, int failures, double openFor);

    [LoggerMessage(1123, LogLevel.Information, "The circuit breaker of the backend '{Backend}' is half open: a few calls try whether it works again.")]
    private static partial void BreakerHalfOpen(ILogger logger, string backend);

    [LoggerMessage(1124, LogLevel.Information, "The circuit breaker of the backend '{Backend}' is closed: it works again.")]
    private static partial void BreakerClosed(ILogger logger, string backend);

    [LoggerMessage(1125, LogLevel.Information, "The circuit breaker of the backend '{Backend}' was reset.")]
    private static partial void BreakerReset(ILogger logger, string backend);

    [LoggerMessage(1126, LogLevel.Warning, "The backend '{Backend}' was isolated: nothing asks it until its circuit breaker is reset.")]
    private static partial void Isolated(ILogger logger, string backend);

    [LoggerMessage(1127, LogLevel.Warning, "Too many calls wait for the backend '{Backend}': some run their bodies without it ({Running} run, {Queued} wait). Said once a minute at most.")]
    internal static partial void Overloaded(ILogger logger, string backend, int running, int queued);
}
