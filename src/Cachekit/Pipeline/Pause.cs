namespace Cachekit.Pipeline;

/// <summary>Waits by a clock that tests can move.</summary>
internal static class Pause
{
    internal static async ValueTask ForAsync(TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        await Task.Delay(time, timeProvider, cancellationToken).ConfigureAwait(false);

    /// <summary>Blocks the thread, for callers that are synchronous anyway.</summary>
    internal static void For(TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var over = new ManualResetEventSlim();
        using var timer = timeProvider.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, time, Timeout.InfiniteTimeSpan);
        over.Wait(cancellationToken);
    }
}
