using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

/// <summary>Calls a method the way generated code does: memory first, then the rest.</summary>
internal static class Calls
{
    public static ValueTask<T> CallAsync<TKey, T>(
        this MethodCache<TKey, T> cache, TKey key, Func<CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
        where TKey : struct, ICacheKey<TKey> =>
        cache.TryGetLocal(in key, out var value) ? new ValueTask<T>(value) : cache.GetAsync(key, new AsyncBody<T>(body), cancellationToken);

    /// <summary>A call that cannot be cancelled, with a body that returns at once.</summary>
    public static ValueTask<T> CallAsync<TKey, T>(this MethodCache<TKey, T> cache, TKey key, T result)
        where TKey : struct, ICacheKey<TKey> => cache.AskAsync(key, _ => new ValueTask<T>(result));

    /// <summary>A call that cannot be cancelled.</summary>
    public static ValueTask<T> AskAsync<TKey, T>(this MethodCache<TKey, T> cache, TKey key, Func<CancellationToken, ValueTask<T>> body)
        where TKey : struct, ICacheKey<TKey> => cache.CallAsync(key, body, CancellationToken.None);

    public static T Call<TKey, T>(
        this MethodCache<TKey, T> cache, TKey key, Func<CancellationToken, T> body, CancellationToken cancellationToken)
        where TKey : struct, ICacheKey<TKey> =>
        cache.TryGetLocal(in key, out var value) ? value : cache.Get(key, new SyncBody<T>(body), cancellationToken);

    /// <summary>A call that cannot be cancelled.</summary>
    public static T Ask<TKey, T>(this MethodCache<TKey, T> cache, TKey key, Func<CancellationToken, T> body)
        where TKey : struct, ICacheKey<TKey> => cache.Call(key, body, CancellationToken.None);

    public static ValueTask<T> RefreshWithAsync<TKey, T>(
        this MethodCache<TKey, T> cache, TKey key, Func<CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
        where TKey : struct, ICacheKey<TKey> => cache.RefreshAsync(key, new AsyncBody<T>(body), cancellationToken);
}
