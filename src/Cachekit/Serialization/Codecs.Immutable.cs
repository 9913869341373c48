using System.Collections.Immutable;

#nullable disable annotations // A type with and without the question mark has the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

public static partial class Codecs
{
    /// <summary><see cref="System.Collections.Immutable.ImmutableArray{T}"/>; the default stays the default.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ImmutableArray<T>> ImmutableArray<T>(ValueCodec<T> element) =>
        new ImmutableArrayCodec<T>(element);

    /// <summary><see cref="System.Collections.Immutable.ImmutableList{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ImmutableList<T>> ImmutableList<T>(ValueCodec<T> element) =>
        new SequenceCodec<ImmutableList<T>, T>(element, static items => items.ToImmutableList());

    /// <summary><see cref="System.Collections.Immutable.IImmutableList{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IImmutableList<T>> ImmutableListInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IImmutableList<T>, T>(element, static items => items.ToImmutableList());

    /// <summary><see cref="System.Collections.Immutable.ImmutableHashSet{T}"/> with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ImmutableHashSet<T>> ImmutableHashSet<T>(ValueCodec<T> element) =>
        new SequenceCodec<ImmutableHashSet<T>, T>(element, static items => items.ToImmutableHashSet());

    /// <summary><see cref="System.Collections.Immutable.IImmutableSet{T}"/>, read as a hash set with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IImmutableSet<T>> ImmutableSetInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IImmutableSet<T>, T>(element, static items => items.ToImmutableHashSet());

    /// <summary><see cref="System.Collections.Immutable.ImmutableSortedSet{T}"/> with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ImmutableSortedSet<T>> ImmutableSortedSet<T>(ValueCodec<T> element) =>
        new SequenceCodec<ImmutableSortedSet<T>, T>(element, static items => items.ToImmutableSortedSet());

    /// <summary><see cref="System.Collections.Immutable.ImmutableQueue{T}"/>, oldest first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ImmutableQueue<T>> ImmutableQueue<T>(ValueCodec<T> element) =>
        new SequenceCodec<ImmutableQueue<T>, T>(element, static items => System.Collections.Immutable.ImmutableQueue.Create(items));

    /// <summary><see cref="System.Collections.Immutable.IImmutableQueue{T}"/>, oldest first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IImmutableQueue<T>> ImmutableQueueInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IImmutableQueue<T>, T>(element, static items => System.Collections.Immutable.ImmutableQueue.Create(items));

    /// <summary><see cref="System.Collections.Immutable.ImmutableStack{T}"/>, top first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ImmutableStack<T>> ImmutableStack<T>(ValueCodec<T> element) =>
        new SequenceCodec<ImmutableStack<T>, T>(element,
            static items => System.Collections.Immutable.ImmutableStack.Create(Sequences.Reversed(items)));

    /// <summary><see cref="System.Collections.Immutable.IImmutableStack{T}"/>, top first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IImmutableStack<T>> ImmutableStackInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IImmutableStack<T>, T>(element,
            static items => System.Collections.Immutable.ImmutableStack.Create(Sequences.Reversed(items)));

    /// <summary><see cref="System.Collections.Immutable.ImmutableDictionary{TKey, TValue}"/> with the default comparers.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<ImmutableDictionary<TKey, TValue>> ImmutableDictionary<TKey, TValue>(
        ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<ImmutableDictionary<TKey, TValue>, TKey, TValue>(key, value, static map => map.ToImmutableDictionary());

    /// <summary>
    /// <see cref="System.Collections.Immutable.IImmutableDictionary{TKey, TValue}"/>, read as a hashed one with the default
    /// comparers.
    /// </summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<IImmutableDictionary<TKey, TValue>> ImmutableDictionaryInterface<TKey, TValue>(
        ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<IImmutableDictionary<TKey, TValue>, TKey, TValue>(key, value, static map => map.ToImmutableDictionary());

    /// <summary><see cref="System.Collections.Immutable.ImmutableSortedDictionary{TKey, TValue}"/> with the default comparers.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<ImmutableSortedDictionary<TKey, TValue>> ImmutableSortedDictionary<TKey, TValue>(
        ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new MapCodec<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>(key, value,
            static pairs => Sorted(pairs).ToImmutableSortedDictionary());
}
