using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>A synchronous body that returns a <see cref="Cacheable{T}"/>, or takes a <see cref="CachePrevious{T}"/>.</summary>
/// <typeparam name="TValue">What the cached method returns.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISyncFreshnessBody<TValue> : ISyncBody<TValue>
{
    /// <summary>Runs the body.</summary>
    /// <param name="previous">What the cache still holds.</param>
    /// <param name="cancellationToken">Cancelled when no caller waits any more.</param>
    Cacheable<TValue> Invoke(CachePrevious<TValue> previous, CancellationToken cancellationToken);
}
