namespace Cachekit.CompilerServices;

/// <summary>Runs an asynchronous body.</summary>
internal readonly struct AsyncBodyRunner<TBody, TValue> : IBodyRunner<TBody, TValue>
    where TBody : struct, IAsyncBody<TValue>
{
    public static ValueTask<Cacheable<TValue>> RunAsync(TBody body, CachePrevious<TValue> previous, CancellationToken cancellationToken)
    {
        if (body is IAsyncFreshnessBody<TValue> fresh)
        {
            return fresh.InvokeAsync(previous, cancellationToken);
        }

        var running = body.InvokeAsync(cancellationToken);
        return running.IsCompletedSuccessfully ? new ValueTask<Cacheable<TValue>>(new Cacheable<TValue>(running.Result)) : Await(running);

        static async ValueTask<Cacheable<TValue>> Await(ValueTask<TValue> running) => new(await running.ConfigureAwait(false));
    }
}
