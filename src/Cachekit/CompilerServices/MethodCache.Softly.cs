using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

// A body that may be late (SoftTimeout) while there is a stale value: it runs as a refresh, which may outlive its callers, and they wait for it as
// long as they were told to.
public sealed partial class MethodCache<TKey, TValue>
{
    private bool CanWaitSoftly(Flight<TKey, TValue> flight) =>
        _policy.SoftTimeout is not null
        && _policy.BackgroundRefresh is not BackgroundRefresh.Never
        && flight is { Replaces: false, ReadsOnly: false, Stale: { IsStale: true } };

    private async ValueTask WaitSoftlyAsync<TBody, TRunner>(Flight<TKey, TValue> flight, TBody body)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        if (BeginSoftly<TBody, TRunner>(flight, in body) is not { } refresh)
        {
            return;
        }

        try
        {
            var result = await refresh.Task.WaitAsync(_policy.SoftTimeout!.Value, _timeProvider, flight.Token).ConfigureAwait(false);
            Land(flight, in result);
        }
        catch (Exception exception) when (IsNoFailure(refresh, exception))
        {
            EndSoftly(flight, exception);
        }
    }

    /// <inheritdoc cref="WaitSoftlyAsync"/>
    private void WaitSoftly<TBody, TRunner>(Flight<TKey, TValue> flight, TBody body)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        if (BeginSoftly<TBody, TRunner>(flight, in body) is not { } refresh)
        {
            return;
        }

        try
        {
            var waiting = refresh.Task.WaitAsync(_policy.SoftTimeout!.Value, _timeProvider, flight.Token);
            WaitUntilOver(waiting, flight.Token);
            Land(flight, waiting.GetAwaiter().GetResult());
        }
        catch (Exception exception) when (IsNoFailure(refresh, exception))
        {
            EndSoftly(flight, exception);
        }
    }

    /// <returns>What to wait for; <see langword="null"/> when there is nothing, and the flight has landed with its stale value.</returns>
    private Flight<TKey, TValue>? BeginSoftly<TBody, TRunner>(Flight<TKey, TValue> flight, in TBody body)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        var entry = _store?.Peek(flight.Key);
        var claimed = entry?.TryClaim(_clock.NowMilliseconds) ?? false;
        var refresh = claimed
            ? StartClaimed<TBody, TRunner>(flight.Key, in body, entry!, _clock.NowMilliseconds)
            : StartRefresh<TBody, TRunner>(flight.Key, in body, entry: null);
        if (refresh is null)
        {
            Land(flight, flight.Stale!.Value);
        }

        return refresh;
    }

    /// <summary>Whether the refresh is late, or somebody else's; what the body threw goes on to its callers.</summary>
    private static bool IsNoFailure(Flight<TKey, TValue> refresh, Exception exception) =>
        exception is RefreshSkippedException || (exception is TimeoutException && !refresh.Task.IsCompleted);

    private void EndSoftly(Flight<TKey, TValue> flight, Exception exception)
    {
        if (exception is TimeoutException)
        {
            _telemetry.SoftTimeout();
            Log.BodyLate(_logger, _definition.Method, _policy.SoftTimeout!.Value, Digest(flight.Key, flight.TextKey));
        }

        Land(flight, flight.Stale!.Value);
    }
}
