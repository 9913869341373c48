using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>What an <see cref="IReadOnlyDictionary{TKey, TValue}"/> is read into: no cast gives anybody a way to change it.</summary>
/// <remarks>
/// A cached instance is shared by all callers. The class library's read-only dictionary hands the dictionary inside it out as its SyncRoot,
/// and so do key and value collections; a frozen one is slow to make and does not keep the order.
/// </remarks>
internal sealed class ReadOnlyMap<TKey, TValue>(Dictionary<TKey, TValue> map) : IReadOnlyDictionary<TKey, TValue>, ICollection<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public int Count => map.Count;

    public bool IsReadOnly => true;

    public IEnumerable<TKey> Keys
    {
        get
        {
            foreach (var pair in map)
            {
                yield return pair.Key;
            }
        }
    }

    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (var pair in map)
            {
                yield return pair.Value;
            }
        }
    }

    public TValue this[TKey key] => map[key];

    public bool ContainsKey(TKey key) => map.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public bool Contains(KeyValuePair<TKey, TValue> item) => ((ICollection<KeyValuePair<TKey, TValue>>)map).Contains(item);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)map).CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => map.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => map.GetEnumerator();

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => throw SerializationErrors.ReadOnlyCollection();

    void ICollection<KeyValuePair<TKey, TValue>>.Clear() => throw SerializationErrors.ReadOnlyCollection();

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) => throw SerializationErrors.ReadOnlyCollection();
}
