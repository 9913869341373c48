using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Cachekit.Keys.Parts;

namespace Cachekit.CompilerServices;

/// <content>Dictionaries: their order does not count. Those with text keys are maps, others are written as pairs.</content>
public static partial class KeyParts
{
    /// <summary>The part for <see cref="Dictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<Dictionary<TKey, TValue>> Dictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<Dictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => pairs);

    /// <summary>The part for <see cref="IDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<IDictionary<TKey, TValue>> DictionaryInterface<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<IDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => pairs);

    /// <summary>The part for <see cref="IReadOnlyDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<IReadOnlyDictionary<TKey, TValue>> ReadOnlyDictionaryInterface<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => pairs);

    /// <summary>The part for <see cref="ReadOnlyDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<ReadOnlyDictionary<TKey, TValue>> ReadOnlyDictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<ReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => new(pairs));

    /// <summary>The part for <see cref="SortedDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<SortedDictionary<TKey, TValue>> SortedDictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<SortedDictionary<TKey, TValue>, TKey, TValue>(key, value, static (source, pairs) => new(pairs, source.Comparer));

    /// <summary>The part for <see cref="SortedList{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<SortedList<TKey, TValue>> SortedList<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<SortedList<TKey, TValue>, TKey, TValue>(key, value, static (source, pairs) => new(pairs, source.Comparer));

    /// <summary>The part for <see cref="ConcurrentDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<ConcurrentDictionary<TKey, TValue>> ConcurrentDictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<ConcurrentDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => new(pairs, pairs.Comparer));

    /// <summary>The part for <see cref="ImmutableDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<ImmutableDictionary<TKey, TValue>> ImmutableDictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<ImmutableDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => pairs.ToImmutableDictionary(pairs.Comparer), isImmutableCollection: true);

    /// <summary>The part for <see cref="ImmutableSortedDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<ImmutableSortedDictionary<TKey, TValue>> ImmutableSortedDictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>(key, value, static (source, pairs) => pairs.ToImmutableSortedDictionary(source.KeyComparer), isImmutableCollection: true);

    /// <summary>The part for <see cref="IImmutableDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<IImmutableDictionary<TKey, TValue>> ImmutableDictionaryInterface<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<IImmutableDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => pairs.ToImmutableDictionary(pairs.Comparer), isImmutableCollection: true);

    /// <summary>The part for <see cref="FrozenDictionary{TKey, TValue}"/>.</summary>
    /// <param name="key">The part for the keys.</param>
    /// <param name="value">The part for the values.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static KeyPart<FrozenDictionary<TKey, TValue>> FrozenDictionary<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value)
        where TKey : notnull =>
        new DictionaryPart<FrozenDictionary<TKey, TValue>, TKey, TValue>(key, value, static (_, pairs) => pairs.ToFrozenDictionary(pairs.Comparer), isImmutableCollection: true);
}
