namespace Cachekit.CompilerServices;

/// <summary>Runs a synchronous body.</summary>
internal readonly struct SyncBodyRunner<TBody, TValue> : IBodyRunner<TBody, TValue>
    where TBody : struct, ISyncBody<TValue>
{
    public static ValueTask<Cacheable<TValue>> RunAsync(TBody body, CachePrevious<TValue> previous, CancellationToken cancellationToken) =>
        new(Run(body, previous, cancellationToken));

    internal static Cacheable<TValue> Run(TBody body, CachePrevious<TValue> previous, CancellationToken cancellationToken) =>
        body is ISyncFreshnessBody<TValue> fresh ? fresh.Invoke(previous, cancellationToken) : new Cacheable<TValue>(body.Invoke(cancellationToken));
}
