using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

#nullable disable annotations // A type with and without the question mark has the same bytes: one codec serves both without a warning.

namespace Cachekit.Serialization;

public static partial class Codecs
{
    /// <summary>Arrays of one dimension. For bytes there is <see cref="ByteArray"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<T[]> Array<T>(ValueCodec<T> element) =>
        new ArrayCodec<T>(element);

    /// <summary>Arrays of two dimensions.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<T[,]> Array2D<T>(ValueCodec<T> element) =>
        new Array2DCodec<T>(element);

    /// <summary>Arrays of three dimensions.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<T[,,]> Array3D<T>(ValueCodec<T> element) =>
        new Array3DCodec<T>(element);

    /// <summary>Arrays of four dimensions.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<T[,,,]> Array4D<T>(ValueCodec<T> element) =>
        new Array4DCodec<T>(element);

    /// <summary><see cref="System.Collections.Generic.List{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<List<T>> List<T>(ValueCodec<T> element) =>
        new ListCodec<T>(element);

    /// <summary><see cref="System.Collections.Generic.IList{T}"/>, read as a list.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<IList<T>> ListInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<IList<T>, T>(element, static items => new List<T>(items));

    /// <summary><see cref="System.Collections.Generic.ICollection{T}"/>, read as a list.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ICollection<T>> CollectionInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<ICollection<T>, T>(element, static items => new List<T>(items));

    /// <summary><see cref="System.Collections.Generic.HashSet{T}"/> with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<HashSet<T>> HashSet<T>(ValueCodec<T> element) =>
        new SequenceCodec<HashSet<T>, T>(element, static items => new HashSet<T>(items));

    /// <summary><see cref="System.Collections.Generic.SortedSet{T}"/> with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<SortedSet<T>> SortedSet<T>(ValueCodec<T> element) =>
        new SequenceCodec<SortedSet<T>, T>(element, static items => new SortedSet<T>(items));

    /// <summary><see cref="System.Collections.Generic.ISet{T}"/>, read as a hash set with the default comparer.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ISet<T>> SetInterface<T>(ValueCodec<T> element) =>
        new SequenceCodec<ISet<T>, T>(element, static items => new HashSet<T>(items));

    /// <summary><see cref="System.Collections.Generic.LinkedList{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<LinkedList<T>> LinkedList<T>(ValueCodec<T> element) =>
        new SequenceCodec<LinkedList<T>, T>(element, static items => new LinkedList<T>(items));

    /// <summary><see cref="System.Collections.Generic.Queue{T}"/>, oldest first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<Queue<T>> Queue<T>(ValueCodec<T> element) =>
        new SequenceCodec<Queue<T>, T>(element, static items => new Queue<T>(items));

    /// <summary><see cref="System.Collections.Generic.Stack{T}"/>, top first.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<Stack<T>> Stack<T>(ValueCodec<T> element) =>
        new SequenceCodec<Stack<T>, T>(element, static items => new Stack<T>(Sequences.Reversed(items)));

    /// <summary><see cref="System.Collections.ObjectModel.Collection{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<Collection<T>> Collection<T>(ValueCodec<T> element) =>
        new SequenceCodec<Collection<T>, T>(element, static items => new Collection<T>(new List<T>(items)));

    /// <summary><see cref="System.Collections.ObjectModel.ObservableCollection{T}"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ObservableCollection<T>> ObservableCollection<T>(ValueCodec<T> element) =>
        new SequenceCodec<ObservableCollection<T>, T>(element, static items => new ObservableCollection<T>(items));

    /// <summary>
    /// <see cref="System.Collections.ObjectModel.ReadOnlyCollection{T}"/>, read as one over an immutable array: not even its
    /// SyncRoot gives a way to change it.
    /// </summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="element">Its codec.</param>
    public static ValueCodec<ReadOnlyCollection<T>> ReadOnlyCollection<T>(ValueCodec<T> element) =>
        new SequenceCodec<ReadOnlyCollection<T>, T>(element,
            static items => new ReadOnlyCollection<T>(ImmutableCollectionsMarshal.AsImmutableArray(items)));
}
