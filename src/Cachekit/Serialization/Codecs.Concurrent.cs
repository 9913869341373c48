using System.Collections.Concurrent;

#nullable disable annotations // A type with and without the question mark has the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

public static partial class Codecs
{
    /// <summary><see cref="System.Collections.Concurrent.ConcurrentBag{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ConcurrentBag<T>> ConcurrentBag<T>(ValueCodec<T> element) =>
        new SequenceCodec<ConcurrentBag<T>, T>(element, static items => new ConcurrentBag<T>(Sequences.Reversed(items)));

    /// <summary><see cref="System.Collections.Concurrent.ConcurrentQueue{T}"/>, oldest first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ConcurrentQueue<T>> ConcurrentQueue<T>(ValueCodec<T> element) =>
        new SequenceCodec<ConcurrentQueue<T>, T>(element, static items => new ConcurrentQueue<T>(items));

    /// <summary><see cref="System.Collections.Concurrent.ConcurrentStack{T}"/>, top first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ConcurrentStack<T>> ConcurrentStack<T>(ValueCodec<T> element) =>
        new SequenceCodec<ConcurrentStack<T>, T>(element, static items => new ConcurrentStack<T>(Sequences.Reversed(items)));

    /// <summary><see cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}"/> with the default comparer.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<ConcurrentDictionary<TKey, TValue>> ConcurrentDictionary<TKey, TValue>(
        ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue>(key, value,
            static map => new ConcurrentDictionary<TKey, TValue>(map));
}
