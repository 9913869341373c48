using System.Collections;

namespace Cachekit.Serialization;

/// <summary>What an <see cref="IReadOnlySet{T}"/> is read into: no cast gives anybody a way to change it.</summary>
/// <remarks>A cached instance is shared by all callers. A frozen set is slow to make and does not keep the order.</remarks>
internal sealed class ReadOnlyItemSet<T>(HashSet<T> set) : IReadOnlySet<T>, ICollection<T>
{
    public int Count => set.Count;

    public bool IsReadOnly => true;

    public bool Contains(T item) => set.Contains(item);

    public bool IsProperSubsetOf(IEnumerable<T> other) => set.IsProperSubsetOf(other);

    public bool IsProperSupersetOf(IEnumerable<T> other) => set.IsProperSupersetOf(other);

    public bool IsSubsetOf(IEnumerable<T> other) => set.IsSubsetOf(other);

    public bool IsSupersetOf(IEnumerable<T> other) => set.IsSupersetOf(other);

    public bool Overlaps(IEnumerable<T> other) => set.Overlaps(other);

    public bool SetEquals(IEnumerable<T> other) => set.SetEquals(other);

    public void CopyTo(T[] array, int arrayIndex) => set.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => set.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => set.GetEnumerator();

    void ICollection<T>.Add(T item) => throw SerializationErrors.ReadOnlyCollection();

    void ICollection<T>.Clear() => throw SerializationErrors.ReadOnlyCollection();

    bool ICollection<T>.Remove(T item) => throw SerializationErrors.ReadOnlyCollection();
}
