using Cachekit.Flights;

namespace Cachekit.CompilerServices;

// Calls within a CacheScope.
public sealed partial class MethodCache<TKey, TValue>
{
    private async ValueTask<TValue> GetInScopeAsync<TBody>(CacheScopeMode mode, TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBody<TValue>
    {
        switch (mode)
        {
            case CacheScopeMode.Bypass:
                cancellationToken.ThrowIfCancellationRequested();
                return await body.InvokeAsync(cancellationToken).ConfigureAwait(false);
            case CacheScopeMode.ForceRefresh:
                return await RefreshAsync(key, body, cancellationToken).ConfigureAwait(false);
            default:
                return await GetMissingAsync(key, body, readsOnly: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private TValue GetInScope<TBody>(CacheScopeMode mode, TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBody<TValue>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return mode switch
        {
            CacheScopeMode.Bypass => body.Invoke(cancellationToken),
            CacheScopeMode.ForceRefresh => Lead(Replace(in key, cancellationToken.CanBeCanceled, runsBody: true), body, cancellationToken),
            _ => GetMissing(key, body, readsOnly: true, cancellationToken),
        };
    }
}
