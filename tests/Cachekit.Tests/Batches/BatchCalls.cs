using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Batches;

/// <summary>Calls a batch the way generated code does.</summary>
internal static class BatchCalls
{
    internal static ValueTask<Dictionary<int, T>> ManyAsync<T>(this MethodCache<IntKey, T> cache, BatchBody<T> body, params int[] ids) =>
        cache.GetManyAsync<int, Dictionary<int, T>, BatchBody<T>.Call>(ids, new(body), CancellationToken.None);

    internal static ValueTask<Dictionary<int, T>> ManyAsync<T>(this MethodCache<IntKey, T> cache, BatchBody<T> body, CancellationToken cancellationToken, params int[] ids) =>
        cache.GetManyAsync<int, Dictionary<int, T>, BatchBody<T>.Call>(ids, new(body), cancellationToken);

    internal static Dictionary<int, T> Many<T>(this MethodCache<IntKey, T> cache, BatchBody<T> body, params int[] ids) =>
        cache.GetMany<int, Dictionary<int, T>, BatchBody<T>.Call>(ids, new(body), CancellationToken.None);

    internal static ValueTask<Dictionary<int, T>> RefreshManyAsync<T>(this MethodCache<IntKey, T> cache, BatchBody<T> body, params int[] ids) =>
        cache.RefreshManyAsync<int, Dictionary<int, T>, BatchBody<T>.Call>(ids, new(body), CancellationToken.None);

    /// <summary>Makes entries anew, one way or the other.</summary>
    internal static async Task MakeAnewAsync<T>(this MethodCache<IntKey, T> cache, BatchBody<T> body, bool isAsync, params int[] ids)
    {
        if (isAsync)
        {
            await cache.RefreshManyAsync(body, ids);
            return;
        }

        using (CacheScope.ForceRefresh())
        {
            cache.Many(body, ids);
        }
    }
}
