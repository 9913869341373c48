using System.Runtime.CompilerServices;
using Polly;

namespace Cachekit.Resilience;

/// <summary>Puts a <see cref="CircuitBreaker"/> into a pipeline.</summary>
/// <remarks>
/// Polly's own breaker closes at the first success, lets one call try at a time, and counts ratios: it can neither ask for several successes nor
/// give back the slot of a call that says nothing.
/// </remarks>
internal sealed class CircuitBreakerStrategy(CircuitBreaker breaker, string backend) : ResilienceStrategy
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryEnter(out var ticket))
        {
            return Outcome.FromException<TResult>(Refusals.CircuitOpen(backend));
        }

        var verdict = CallVerdict.Neutral;
        try
        {
            var outcome = await callback(context, state).ConfigureAwait(false);
            verdict = VerdictOn(outcome.Exception, context.CancellationToken);
            return outcome;
        }
        finally
        {
            breaker.Leave(ticket, verdict);
        }
    }

    private static CallVerdict VerdictOn(Exception? exception, CancellationToken cancellationToken) => exception switch
    {
        null => CallVerdict.Success,
        OperationCanceledException when cancellationToken.IsCancellationRequested => CallVerdict.Neutral,
        _ => BackendErrors.IsOutage(exception) ? CallVerdict.Failure : CallVerdict.Neutral,
    };
}
