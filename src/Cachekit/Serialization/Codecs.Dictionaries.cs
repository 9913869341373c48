using System.Collections.ObjectModel;

#nullable disable annotations // A type with and without the question mark has the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

public static partial class Codecs
{
    /// <summary><see cref="System.Collections.Generic.Dictionary{TKey, TValue}"/> with the default comparer.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<Dictionary<TKey, TValue>> Dictionary<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<Dictionary<TKey, TValue>, TKey, TValue>(key, value, static map => map);

    /// <summary>
    /// <see cref="System.Collections.Generic.IDictionary{TKey, TValue}"/>, read as a dictionary with the default
    /// comparer.
    /// </summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<IDictionary<TKey, TValue>> DictionaryInterface<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<IDictionary<TKey, TValue>, TKey, TValue>(key, value, static map => map);

    /// <summary><see cref="System.Collections.ObjectModel.ReadOnlyDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<ReadOnlyDictionary<TKey, TValue>> ReadOnlyDictionary<TKey, TValue>(
        ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new DictionaryCodec<ReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value,
            static map => new ReadOnlyDictionary<TKey, TValue>(map));

    /// <summary><see cref="System.Collections.Generic.SortedDictionary{TKey, TValue}"/> with the default comparer.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<SortedDictionary<TKey, TValue>> SortedDictionary<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new MapCodec<SortedDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => Sorted(pairs));

    /// <summary><see cref="System.Collections.Generic.SortedList{TKey, TValue}"/> with the default comparer.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="key">The codec of a key.</param>
    /// <param name="value">The codec of a value.</param>
    public static ValueCodec<SortedList<TKey, TValue>> SortedList<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TKey : notnull =>
        new MapCodec<SortedList<TKey, TValue>, TKey, TValue>(key, value, static pairs => new SortedList<TKey, TValue>(Sorted(pairs)));

    /// <summary><see cref="System.Collections.Generic.KeyValuePair{TKey, TValue}"/>.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="key">The codec of the key.</param>
    /// <param name="value">The codec of the value.</param>
    public static ValueCodec<KeyValuePair<TKey, TValue>> KeyValuePair<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value) =>
        new KeyValuePairCodec<TKey, TValue>(key, value);

    // A sorted list is made from this too: adding pairs to it one by one takes quadratic time when they come in the wrong order.
    private static SortedDictionary<TKey, TValue> Sorted<TKey, TValue>(KeyValuePair<TKey, TValue>[] pairs)
        where TKey : notnull
    {
        var map = new SortedDictionary<TKey, TValue>();
        foreach (var pair in pairs)
        {
            map[pair.Key] = pair.Value;
        }

        return map;
    }
}
