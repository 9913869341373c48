using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

internal readonly struct AsyncBody<T>(Func<CancellationToken, ValueTask<T>> run) : IAsyncBody<T>
{
    public ValueTask<T> InvokeAsync(CancellationToken cancellationToken) => run(cancellationToken);
}
