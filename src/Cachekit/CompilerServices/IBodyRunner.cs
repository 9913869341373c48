namespace Cachekit.CompilerServices;

/// <summary>Runs a body of either kind, so that what does not wait for it is written once.</summary>
internal interface IBodyRunner<TBody, TValue>
{
    static abstract ValueTask<Cacheable<TValue>> RunAsync(TBody body, CachePrevious<TValue> previous, CancellationToken cancellationToken);
}
