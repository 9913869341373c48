using System.Globalization;

namespace Cachekit.Testing;

/// <summary>What tests say about cached calls, in any test framework: whatever is not so is a <see cref="CacheAssertException"/>.</summary>
/// <remarks>
/// The numbers are those of <see cref="CachedMethodInfo"/>, of the method in its runtime. Calls of other tests must not run meanwhile: give each test a
/// runtime of its own, for example that of a <see cref="CacheTestBench"/>.
/// </remarks>
public static class CacheAssert
{
    /// <summary>The method's calls were answered from the cache so many times, from memory or from the backend.</summary>
    /// <param name="info">The numbers, for example <c>catalog.Cached.GetProduct.Info</c>.</param>
    /// <param name="count">How many hits there were since the runtime was made.</param>
    public static void Hits(CachedMethodInfo info, long count) => Require(info, info.LocalHits + info.BackendHits, count, "hits");

    /// <summary>So many of the method's calls found nothing in the cache.</summary>
    /// <param name="info">The numbers, for example <c>catalog.Cached.GetProduct.Info</c>.</param>
    /// <param name="count">How many misses there were since the runtime was made.</param>
    public static void Misses(CachedMethodInfo info, long count) => Require(info, info.Misses, count, "misses");

    /// <summary>The call is answered from memory, and from nowhere else.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="info">Reads the numbers, for example <c>() => catalog.Cached.GetProduct.Info</c>.</param>
    /// <param name="call">The call.</param>
    /// <returns>What the call returned.</returns>
    public static T HitsMemory<T>(Func<CachedMethodInfo> info, Func<T> call) => Ask(info, call, CacheLayer.Local);

    /// <inheritdoc cref="HitsMemory"/>
    public static Task<T> HitsMemoryAsync<T>(Func<CachedMethodInfo> info, Func<Task<T>> call) => AskAsync(info, call, CacheLayer.Local);

    /// <inheritdoc cref="HitsMemory"/>
    public static Task<T> HitsMemoryAsync<T>(Func<CachedMethodInfo> info, Func<ValueTask<T>> call) => AskAsync(info, AsTask(call), CacheLayer.Local);

    /// <summary>The call is answered from the backend: memory has no entry, and the body does not run.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="info">Reads the numbers, for example <c>() => catalog.Cached.GetProduct.Info</c>.</param>
    /// <param name="call">The call.</param>
    /// <returns>What the call returned.</returns>
    public static T HitsBackend<T>(Func<CachedMethodInfo> info, Func<T> call) => Ask(info, call, CacheLayer.Backend);

    /// <inheritdoc cref="HitsBackend"/>
    public static Task<T> HitsBackendAsync<T>(Func<CachedMethodInfo> info, Func<Task<T>> call) => AskAsync(info, call, CacheLayer.Backend);

    /// <inheritdoc cref="HitsBackend"/>
    public static Task<T> HitsBackendAsync<T>(Func<CachedMethodInfo> info, Func<ValueTask<T>> call) => AskAsync(info, AsTask(call), CacheLayer.Backend);

    /// <summary>The call finds nothing in the cache, so the body runs.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="info">Reads the numbers, for example <c>() => catalog.Cached.GetProduct.Info</c>.</param>
    /// <param name="call">The call.</param>
    /// <returns>What the call returned.</returns>
    public static T Misses<T>(Func<CachedMethodInfo> info, Func<T> call) => Ask(info, call, CacheLayer.None);

    /// <inheritdoc cref="Misses{T}(Func{CachedMethodInfo}, Func{T})"/>
    public static Task<T> MissesAsync<T>(Func<CachedMethodInfo> info, Func<Task<T>> call) => AskAsync(info, call, CacheLayer.None);

    /// <inheritdoc cref="Misses{T}(Func{CachedMethodInfo}, Func{T})"/>
    public static Task<T> MissesAsync<T>(Func<CachedMethodInfo> info, Func<ValueTask<T>> call) => AskAsync(info, AsTask(call), CacheLayer.None);

    /// <summary>The backend was asked so many times, as far as its record goes back.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="operations">Which calls count.</param>
    /// <param name="count">How many there were.</param>
    public static void Traffic(RecordingBackend backend, RecordedOperations operations, int count)
    {
        ArgumentNullException.ThrowIfNull(backend);
        var calls = backend.Calls;
        var found = calls.Count(call => (call.Operation & operations) != 0);
        if (found != count)
        {
            throw new CacheAssertException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected {count} calls of the kind {operations} at the backend '{backend.Name}', but there were {found}. All calls: {List(calls)}."));
        }
    }

    /// <summary>The backend was not asked anything, as far as its record goes back.</summary>
    /// <param name="backend">The backend.</param>
    public static void NoTraffic(RecordingBackend backend) => Traffic(backend, RecordedOperations.All, 0);

    private static T Ask<T>(Func<CachedMethodInfo> info, Func<T> call, CacheLayer layer)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(call);
        var before = info();
        var result = call();
        Require(before, info(), layer);
        return result;
    }

    private static async Task<T> AskAsync<T>(Func<CachedMethodInfo> info, Func<Task<T>> call, CacheLayer layer)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(call);
        var before = info();
        var result = await call().ConfigureAwait(false);
        Require(before, info(), layer);
        return result;
    }

    private static Func<Task<T>> AsTask<T>(Func<ValueTask<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return () => call().AsTask();
    }

    private static void Require(CachedMethodInfo before, CachedMethodInfo after, CacheLayer layer)
    {
        var local = after.LocalHits - before.LocalHits;
        var backend = after.BackendHits - before.BackendHits;
        var misses = after.Misses - before.Misses;
        if ((local, backend, misses) == (layer is CacheLayer.Local ? 1 : 0, layer is CacheLayer.Backend ? 1 : 0, layer is CacheLayer.None ? 1 : 0))
        {
            return;
        }

        var expected = layer switch
        {
            CacheLayer.Local => "a hit in memory",
            CacheLayer.Backend => "a hit in the backend",
            _ => "a miss",
        };
        throw new CacheAssertException(string.Create(
            CultureInfo.InvariantCulture,
            $"Expected the call of '{after.Method}' to be {expected}, but there were {local} hits in memory, {backend} hits in the backend and {misses} misses. {Advice(layer, local + backend + misses)}"));
    }

    private static string Advice(CacheLayer layer, long calls) => (layer, calls) switch
    {
        (_, 0) => "Is it the method, and the runtime, of the numbers?",
        (_, > 1) => "There was more than one call of it, for example by its own body or by another test.",
        (CacheLayer.None, _) => "The entry was there: an earlier call with equal arguments made it.",
        (CacheLayer.Backend, _) => "A hit in the backend needs an entry that another runtime has written, or whose copy in memory has gone.",
        _ => "The entry was not there: were the arguments equal, has its life ended, was it invalidated?",
    };

    private static void Require(CachedMethodInfo info, long actual, long expected, string what)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (actual != expected)
        {
            throw new CacheAssertException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected {expected} {what} of '{info.Method}', but there were {actual}: {info.LocalHits} hits in memory, {info.BackendHits} hits in the backend and {info.Misses} misses."));
        }
    }

    private static string List(IReadOnlyList<RecordedCall> calls) => calls.Count == 0 ? "none" : string.Join("; ", calls);
}
