using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The call of a synchronous method with <see cref="CacheBatchAttribute"/>.</summary>
/// <inheritdoc cref="IBatchBody{TId, TKey, TValue, TResult}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISyncBatchBody<TId, TKey, TValue, TResult> : IBatchBody<TId, TKey, TValue, TResult>
    where TKey : struct, ICacheKey<TKey>
{
    /// <summary>Runs the body.</summary>
    /// <param name="ids">The ids without an entry, each once; the body may keep and change the array.</param>
    /// <param name="cancellationToken">Cancelled when no caller waits any more for any of them.</param>
    TResult Invoke(TId[] ids, CancellationToken cancellationToken);
}
