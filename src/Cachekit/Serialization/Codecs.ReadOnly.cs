using System.Collections.Frozen;
using System.Runtime.InteropServices;

#nullable disable annotations // A type with and without the question mark has the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

public static partial class Codecs
{
    /// <summary>
    /// <see cref="System.Collections.Generic.IEnumerable{T}"/>, read as an immutable array: a cast gives nobody a way to
    /// change it.
    /// </summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IEnumerable<T>> Enumerable<T>(ValueCodec<T> element) =>
        new SequenceCodec<IEnumerable<T>, T>(element, static items => ImmutableCollectionsMarshal.AsImmutableArray(items));

    /// <summary>
    /// <see cref="System.Collections.Generic.IReadOnlyList{T}"/>, read as an immutable array: a cast gives nobody a way to
    /// change it.
    /// </summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IReadOnlyList<T>> ReadOnlyListInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IReadOnlyList<T>, T>(element, static items => ImmutableCollectionsMarshal.AsImmutableArray(items));

    /// <summary>
    /// <see cref="System.Collections.Generic.IReadOnlyCollection{T}"/>, read as an immutable array: a cast gives nobody a way
    /// to change it.
    /// </summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IReadOnlyCollection<T>> ReadOnlyCollectionInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IReadOnlyCollection<T>, T>(element, static items => ImmutableCollectionsMarshal.AsImmutableArray(items));

    /// <summary>
    /// <see cref="System.Collections.Generic.IReadOnlySet{T}"/>, read as a set that keeps the order: a cast gives nobody a way
    /// to change it.
    /// </summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IReadOnlySet<T>> ReadOnlySetInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IReadOnlySet<T>, T>(element, static items => new ReadOnlyItemSet<T>(new HashSet<T>(items)));

    /// <summary>
    /// <see cref="System.Collections.Generic.IReadOnlyDictionary{TKey, TValue}"/>, read as one that keeps the order: a cast
    /// gives nobody a way to change it.
    /// </summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<IReadOnlyDictionary<TKey, TValue>> ReadOnlyDictionaryInterface<TKey, TValue>(
        ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value, static map => new ReadOnlyMap<TKey, TValue>(map));

    /// <summary><see cref="System.Collections.Frozen.FrozenSet{T}"/> with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<FrozenSet<T>> FrozenSet<T>(ValueCodec<T> element) =>
        new SequenceCodec<FrozenSet<T>, T>(element, static items => items.ToFrozenSet());

    /// <summary><see cref="System.Collections.Frozen.FrozenDictionary{TKey, TValue}"/> with the default comparer.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<FrozenDictionary<TKey, TValue>> FrozenDictionary<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<FrozenDictionary<TKey, TValue>, TKey, TValue>(key, value, static map => map.ToFrozenDictionary());
}
