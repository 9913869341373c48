using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.Keys.Parts;

namespace Cachekit.CompilerServices;

/// <content>Sets: their order does not count.</content>
public static partial class KeyParts
{
    /// <summary>The part for <see cref="HashSet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<HashSet<T>> HashSet<T>(KeyPart<T> element) =>
        new SetPart<HashSet<T>, T>(element, static (_, items) => items);

    /// <summary>The part for <see cref="ISet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ISet<T>> SetInterface<T>(KeyPart<T> element) =>
        new SetPart<ISet<T>, T>(element, static (_, items) => items);

    /// <summary>The part for <see cref="IReadOnlySet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<IReadOnlySet<T>> ReadOnlySetInterface<T>(KeyPart<T> element) =>
        new SetPart<IReadOnlySet<T>, T>(element, static (_, items) => items);

    /// <summary>The part for <see cref="SortedSet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<SortedSet<T>> SortedSet<T>(KeyPart<T> element) =>
        new SetPart<SortedSet<T>, T>(element, static (source, items) => new(items, source.Comparer));

    /// <summary>The part for <see cref="ImmutableHashSet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ImmutableHashSet<T>> ImmutableHashSet<T>(KeyPart<T> element) =>
        new SetPart<ImmutableHashSet<T>, T>(element, static (_, items) => items.ToImmutableHashSet(items.Comparer), isImmutableCollection: true);

    /// <summary>The part for <see cref="ImmutableSortedSet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ImmutableSortedSet<T>> ImmutableSortedSet<T>(KeyPart<T> element) =>
        new SetPart<ImmutableSortedSet<T>, T>(element, static (source, items) => items.ToImmutableSortedSet(source.KeyComparer), isImmutableCollection: true);

    /// <summary>The part for <see cref="IImmutableSet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<IImmutableSet<T>> ImmutableSetInterface<T>(KeyPart<T> element) =>
        new SetPart<IImmutableSet<T>, T>(element, static (_, items) => items.ToImmutableHashSet(items.Comparer), isImmutableCollection: true);

    /// <summary>The part for <see cref="FrozenSet{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<FrozenSet<T>> FrozenSet<T>(KeyPart<T> element) =>
        new SetPart<FrozenSet<T>, T>(element, static (_, items) => items.ToFrozenSet(items.Comparer), isImmutableCollection: true);
}
