using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

internal readonly struct SyncBody<T>(Func<CancellationToken, T> run) : ISyncBody<T>
{
    public T Invoke(CancellationToken cancellationToken) => run(cancellationToken);
}
