using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>Turns results that know how long they are good into plain ones, and plain ones into such that leave it to the settings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FreshnessBody
{
    /// <summary>The value of a result, for a call that has no previous value.</summary>
    /// <param name="result">What the body returned.</param>
    /// <exception cref="InvalidOperationException">It says that the previous value is still right, and there is none.</exception>
    public static TValue ValueOf<TValue>(Cacheable<TValue> result) => result.IsUnchanged ? throw NothingPrevious() : result.Value;

    /// <summary>The value of a result, for a call that has no previous value.</summary>
    /// <param name="result">What the body returned.</param>
    /// <exception cref="InvalidOperationException">It says that the previous value is still right, and there is none.</exception>
    public static async ValueTask<TValue> ValueOfAsync<TValue>(ValueTask<Cacheable<TValue>> result) => ValueOf(await result.ConfigureAwait(false));

    /// <inheritdoc cref="ValueOfAsync{TValue}(ValueTask{Cacheable{TValue}})"/>
    public static async ValueTask<TValue> ValueOfAsync<TValue>(Task<Cacheable<TValue>> result) => ValueOf(await result.ConfigureAwait(false));

    /// <summary>A result that leaves its life to the settings.</summary>
    /// <param name="result">What the body returned.</param>
    public static async ValueTask<Cacheable<TValue>> OfAsync<TValue>(ValueTask<TValue> result) => Cacheable.Of(await result.ConfigureAwait(false));

    /// <inheritdoc cref="OfAsync{TValue}(ValueTask{TValue})"/>
    public static async ValueTask<Cacheable<TValue>> OfAsync<TValue>(Task<TValue> result) => Cacheable.Of(await result.ConfigureAwait(false));

    private static InvalidOperationException NothingPrevious() => new(
        "The body answered Cacheable.Unchanged, but it got no previous value: answer that only where CachePrevious<T>.Found is true.");
}
