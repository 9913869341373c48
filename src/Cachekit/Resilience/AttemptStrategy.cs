using System.Runtime.CompilerServices;
using Polly;
using Polly.Timeout;

namespace Cachekit.Resilience;

/// <summary>Measures each attempt of a call, says in the engine's words that one took too long, and adds up what failed ones took.</summary>
/// <param name="timeout">What learns from the durations.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="backend">The backend's name.</param>
/// <param name="learns">Whether the duration says something about other calls.</param>
internal sealed class AttemptStrategy(AdaptiveTimeout timeout, TimeProvider timeProvider, string backend, bool learns) : ResilienceStrategy
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var started = timeProvider.GetTimestamp();
        var outcome = await callback(context, state).ConfigureAwait(false);
        var elapsed = timeProvider.GetElapsedTime(started);
        if (outcome.Exception is null)
        {
            Learn(elapsed, timedOut: false);
            return outcome;
        }

        if (outcome.Exception is TimeoutRejectedException rejected)
        {
            outcome = Outcome.FromException<TResult>(new CacheBackendException(
                BackendErrorKind.Timeout,
                $"The backend '{backend}' did not answer within {rejected.Timeout.TotalMilliseconds:0} ms, which is how long a call may take at present (CachekitOptions.Resilience.Timeout).",
                rejected));
        }

        // A failure that comes at once would make the others look slow. One that comes too late is what there is to learn.
        if (outcome.Exception is CacheBackendException { Kind: BackendErrorKind.Timeout })
        {
            Learn(elapsed, timedOut: true);
        }

        RetryBudget.Of(context).Spend(elapsed);
        return outcome;
    }

    private void Learn(TimeSpan elapsed, bool timedOut)
    {
        if (learns)
        {
            timeout.Add(elapsed, timedOut);
        }
    }
}
