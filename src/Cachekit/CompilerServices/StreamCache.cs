using System.ComponentModel;
using System.Runtime.CompilerServices;
using Cachekit.Flights;
using Cachekit.Streams;

namespace Cachekit.CompilerServices;

/// <summary>Streams from the cache: replayed when they are there, else recorded while they are read.</summary>
/// <remarks>
/// The entry of a stream is the list of its items. Who misses it opens a flight like any other call, and reads from its recording; whoever comes
/// meanwhile reads the same recording from its beginning.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StreamCache
{
    /// <summary>The items of a stream. Nothing is looked up before the first one is asked for, and each enumeration looks anew.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="T">One item.</typeparam>
    /// <typeparam name="TBody">The body.</typeparam>
    /// <param name="cache">The method's cache.</param>
    /// <param name="key">The arguments.</param>
    /// <param name="body">Runs the uncached method.</param>
    /// <param name="cancellationToken">The token of the call; the one of <c>WithCancellation</c> counts too.</param>
    public static IAsyncEnumerable<T> Get<TKey, T, TBody>(MethodCache<TKey, IReadOnlyList<T>> cache, TKey key, TBody body, CancellationToken cancellationToken)
        where TKey : struct, ICacheKey<TKey>
        where TBody : struct, IStreamBody<T>
    {
        ArgumentNullException.ThrowIfNull(cache);

        // The arguments are those of the call, whatever the caller does to them before the first item.
        return EnumerateAsync(cache, key.Snapshot(), body, cancellationToken);
    }

    private static async IAsyncEnumerable<T> EnumerateAsync<TKey, T, TBody>(
        MethodCache<TKey, IReadOnlyList<T>> cache, TKey key, TBody body, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TKey : struct, ICacheKey<TKey>
        where TBody : struct, IStreamBody<T>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (CacheScope.Mode is CacheScopeMode.Bypass)
        {
            await foreach (var item in (body.Invoke(cancellationToken) ?? throw cache.NoStream()).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            yield break;
        }

        if (cache.TryGetStream(in key, out var local))
        {
            foreach (var item in local)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }

            yield break;
        }

        var reader = await StreamReader<TKey, T>.OpenAsync(cache, key, body, cancellationToken).ConfigureAwait(false);
        try
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return reader.Current;
            }
        }
        finally
        {
            await reader.LeaveAsync().ConfigureAwait(false);
        }
    }
}
