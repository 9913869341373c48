using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Cachekit.Keys.Parts;

namespace Cachekit.CompilerServices;

/// <content>Collections whose order counts.</content>
public static partial class KeyParts
{
    /// <summary>The part for arrays.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<T[]> Array<T>(KeyPart<T> element) => new SequencePart<T[], T>(element, static items => items);

    /// <summary>The part for arrays of 2 dimensions.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<T[,]> Array2D<T>(KeyPart<T> element) => new MultidimensionalPart<T[,], T>(element);

    /// <summary>The part for arrays of 3 dimensions.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<T[,,]> Array3D<T>(KeyPart<T> element) => new MultidimensionalPart<T[,,], T>(element);

    /// <summary>The part for arrays of 4 dimensions.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<T[,,,]> Array4D<T>(KeyPart<T> element) => new MultidimensionalPart<T[,,,], T>(element);

    /// <summary>The part for <see cref="ImmutableArray{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ImmutableArray<T>> ImmutableArray<T>(KeyPart<T> element) => new ImmutableArrayPart<T>(element);

    /// <summary>The part for <see cref="List{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<List<T>> List<T>(KeyPart<T> element) =>
        new SequencePart<List<T>, T>(element, static items => [.. items]);

    /// <summary>The part for <see cref="IList{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<IList<T>> ListInterface<T>(KeyPart<T> element) =>
        new SequencePart<IList<T>, T>(element, static items => items);

    /// <summary>The part for <see cref="ICollection{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ICollection<T>> CollectionInterface<T>(KeyPart<T> element) =>
        new SequencePart<ICollection<T>, T>(element, static items => items);

    /// <summary>The part for <see cref="IReadOnlyList{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<IReadOnlyList<T>> ReadOnlyListInterface<T>(KeyPart<T> element) =>
        new SequencePart<IReadOnlyList<T>, T>(element, static items => items);

    /// <summary>The part for <see cref="IReadOnlyCollection{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<IReadOnlyCollection<T>> ReadOnlyCollectionInterface<T>(KeyPart<T> element) =>
        new SequencePart<IReadOnlyCollection<T>, T>(element, static items => items);

    /// <summary>The part for <see cref="Collection{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<Collection<T>> Collection<T>(KeyPart<T> element) =>
        new SequencePart<Collection<T>, T>(element, static items => new(items));

    /// <summary>The part for <see cref="ReadOnlyCollection{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ReadOnlyCollection<T>> ReadOnlyCollection<T>(KeyPart<T> element) =>
        new SequencePart<ReadOnlyCollection<T>, T>(element, static items => new(items));

    /// <summary>The part for <see cref="ObservableCollection{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ObservableCollection<T>> ObservableCollection<T>(KeyPart<T> element) =>
        new SequencePart<ObservableCollection<T>, T>(element, static items => new(items));

    /// <summary>The part for <see cref="LinkedList{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<LinkedList<T>> LinkedList<T>(KeyPart<T> element) =>
        new SequencePart<LinkedList<T>, T>(element, static items => new(items));

    /// <summary>The part for <see cref="Queue{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<Queue<T>> Queue<T>(KeyPart<T> element) =>
        new SequencePart<Queue<T>, T>(element, static items => new(items));

    /// <summary>The part for <see cref="Stack{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<Stack<T>> Stack<T>(KeyPart<T> element) =>
        new SequencePart<Stack<T>, T>(element, static items => new(Enumerable.Reverse(items)));

    /// <summary>The part for <see cref="ImmutableList{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ImmutableList<T>> ImmutableList<T>(KeyPart<T> element) =>
        new SequencePart<ImmutableList<T>, T>(element, static items => [.. items], isImmutableCollection: true);

    /// <summary>The part for <see cref="IImmutableList{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<IImmutableList<T>> ImmutableListInterface<T>(KeyPart<T> element) =>
        new SequencePart<IImmutableList<T>, T>(element, static items => System.Collections.Immutable.ImmutableList.Create(items), isImmutableCollection: true);

    /// <summary>The part for <see cref="ImmutableQueue{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ImmutableQueue<T>> ImmutableQueue<T>(KeyPart<T> element) =>
        new SequencePart<ImmutableQueue<T>, T>(element, static items => [.. items], isImmutableCollection: true);

    /// <summary>The part for <see cref="ImmutableStack{T}"/>.</summary>
    /// <param name="element">The part for the elements.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static KeyPart<ImmutableStack<T>> ImmutableStack<T>(KeyPart<T> element) =>
        new SequencePart<ImmutableStack<T>, T>(element, static items => System.Collections.Immutable.ImmutableStack.CreateRange(Enumerable.Reverse(items)), isImmutableCollection: true);
}
