using Cachekit.CompilerServices;

namespace Cachekit.Tests.Refresh;

internal readonly struct FreshBody<T>(Func<CachePrevious<T>, CancellationToken, ValueTask<Cacheable<T>>> run) : IAsyncFreshnessBody<T>
{
    public ValueTask<Cacheable<T>> InvokeAsync(CachePrevious<T> previous, CancellationToken cancellationToken) => run(previous, cancellationToken);

    public async ValueTask<T> InvokeAsync(CancellationToken cancellationToken) => (await run(default, cancellationToken)).Value;
}
