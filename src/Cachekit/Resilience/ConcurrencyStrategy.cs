using System.Runtime.CompilerServices;
using Polly;

namespace Cachekit.Resilience;

/// <summary>Puts a <see cref="ConcurrencyGate"/> into a pipeline.</summary>
/// <param name="gate">The gate, which the pipelines of a backend share.</param>
/// <param name="refuse">Makes the exception of a call that is not let in.</param>
/// <param name="isSync">Whether the pipeline is one of synchronous calls, which wait on their own thread.</param>
internal sealed class ConcurrencyStrategy(ConcurrencyGate gate, Func<CacheBackendException> refuse, bool isSync) : ResilienceStrategy
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            var enters = isSync
                ? gate.Enter(context.CancellationToken)
                : await gate.EnterAsync(context.CancellationToken).ConfigureAwait(false);
            if (!enters)
            {
                return Outcome.FromException<TResult>(refuse());
            }
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<TResult>(exception);
        }

        try
        {
            return await callback(context, state).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }
}
