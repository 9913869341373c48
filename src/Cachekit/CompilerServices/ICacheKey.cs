using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The key of one cached method: its arguments in a struct that generated code declares.</summary>
/// <remarks>
/// Equality is exactly as fine as the canonical form that <see cref="WriteTo"/> writes: two keys are equal when their bytes are, so that the
/// local store and a shared one never disagree about what one entry is.
/// </remarks>
/// <typeparam name="TSelf">The struct itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICacheKey<TSelf> : IEquatable<TSelf>
    where TSelf : struct, ICacheKey<TSelf>
{
    /// <summary>How many arguments the key has.</summary>
    static abstract int Count { get; }

    /// <summary>A key that later changes of the caller's arrays, lists and other mutable arguments do not reach; the key itself when it has none.</summary>
    TSelf Snapshot();

    /// <summary>Writes each argument in its canonical form, in the order of the declaration.</summary>
    /// <param name="writer">Where to.</param>
    /// <exception cref="CacheKeyException">An argument has no canonical form.</exception>
    void WriteTo(ref KeyWriter writer);
}
