using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

#nullable disable annotations // A type with and without the question mark has the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

/// <content>Dictionaries with text keys. They are read as <see cref="Codecs"/> reads them.</content>
public static partial class InteropCodecs
{
    /// <summary><see cref="System.Collections.Generic.Dictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<Dictionary<string, TValue>> Dictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<Dictionary<string, TValue>, TValue>(value, Codecs.Dictionary(Codecs.String, value));

    /// <summary><see cref="System.Collections.Generic.IDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<IDictionary<string, TValue>> DictionaryInterface<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<IDictionary<string, TValue>, TValue>(value, Codecs.DictionaryInterface(Codecs.String, value));

    /// <summary><see cref="System.Collections.Generic.IReadOnlyDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<IReadOnlyDictionary<string, TValue>> ReadOnlyDictionaryInterface<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<IReadOnlyDictionary<string, TValue>, TValue>(value, Codecs.ReadOnlyDictionaryInterface(Codecs.String, value));

    /// <summary><see cref="System.Collections.ObjectModel.ReadOnlyDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<ReadOnlyDictionary<string, TValue>> ReadOnlyDictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<ReadOnlyDictionary<string, TValue>, TValue>(value, Codecs.ReadOnlyDictionary(Codecs.String, value));

    /// <summary><see cref="System.Collections.Generic.SortedDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<SortedDictionary<string, TValue>> SortedDictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<SortedDictionary<string, TValue>, TValue>(value, Codecs.SortedDictionary(Codecs.String, value));

    /// <summary><see cref="System.Collections.Generic.SortedList{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<SortedList<string, TValue>> SortedList<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<SortedList<string, TValue>, TValue>(value, Codecs.SortedList(Codecs.String, value));

    /// <summary><see cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<ConcurrentDictionary<string, TValue>> ConcurrentDictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<ConcurrentDictionary<string, TValue>, TValue>(value, Codecs.ConcurrentDictionary(Codecs.String, value));

    /// <summary><see cref="System.Collections.Immutable.ImmutableDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<ImmutableDictionary<string, TValue>> ImmutableDictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<ImmutableDictionary<string, TValue>, TValue>(value, Codecs.ImmutableDictionary(Codecs.String, value));

    /// <summary><see cref="System.Collections.Immutable.ImmutableSortedDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<ImmutableSortedDictionary<string, TValue>> ImmutableSortedDictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<ImmutableSortedDictionary<string, TValue>, TValue>(value, Codecs.ImmutableSortedDictionary(Codecs.String, value));

    /// <summary><see cref="System.Collections.Immutable.IImmutableDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<IImmutableDictionary<string, TValue>> ImmutableDictionaryInterface<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<IImmutableDictionary<string, TValue>, TValue>(value, Codecs.ImmutableDictionaryInterface(Codecs.String, value));

    /// <summary><see cref="System.Collections.Frozen.FrozenDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="value">Its codec.</param>
    public static ValueCodec<FrozenDictionary<string, TValue>> FrozenDictionary<TValue>(ValueCodec<TValue> value) =>
        new InteropMapCodec<FrozenDictionary<string, TValue>, TValue>(value, Codecs.FrozenDictionary(Codecs.String, value));
}
