using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for dictionaries: neither order nor the comparer counts, only which pairs it holds.</summary>
/// <remarks>Two keys of one dictionary that are one value here, which only a comparer of its own allows, are an exception when the key is written.</remarks>
internal sealed class DictionaryPart<TDictionary, TKey, TValue>(
    KeyPart<TKey> key, KeyPart<TValue> value, Func<TDictionary, Dictionary<TKey, TValue>, TDictionary> copy, bool isImmutableCollection = false)
    : KeyPart<TDictionary>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private readonly PartComparer<TKey> _comparer = new(key);

    public override bool IsImmutable => isImmutableCollection && key.IsImmutable && value.IsImmutable;

    public override bool Equals(TDictionary? left, TDictionary? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        var (known, other) = IsOfPart(left) ? (ByPart(left), right) : (ByPart(right), left);
        return IsDistinct(other) ? EqualDistinct(known, other) : EqualDistinct(known, ByPart(other));
    }

    public override void Hash(ref KeyHash hash, TDictionary? dictionary)
    {
        if (dictionary is null)
        {
            hash.AddNull();
            return;
        }

        ulong sum = 0;
        var count = 0;
        if (dictionary is Dictionary<TKey, TValue> pairs)
        {
            count = pairs.Count;
            foreach (var (itemKey, itemValue) in pairs)
            {
                hash.AddUnordered(key, itemKey, value, itemValue, ref sum);
            }
        }
        else
        {
            foreach (var (itemKey, itemValue) in dictionary)
            {
                hash.AddUnordered(key, itemKey, value, itemValue, ref sum);
                count++;
            }
        }

        hash.Add(sum);
        hash.Add(count);
    }

    public override TDictionary? Snapshot(TDictionary? dictionary)
    {
        if (dictionary is null || IsImmutable)
        {
            return dictionary;
        }

        var pairs = new Dictionary<TKey, TValue>(_comparer);
        foreach (var (itemKey, itemValue) in dictionary)
        {
            Add(pairs, key.Snapshot(itemKey)!, value.Snapshot(itemValue)!);
        }

        return copy(dictionary, pairs);
    }

    public override void Write(ref KeyWriter writer, TDictionary? dictionary)
    {
        if (dictionary is null)
        {
            writer.WriteNil();
            return;
        }

        KeyValuePair<TKey, TValue>[] pairs = [.. dictionary];
        var isMap = typeof(TKey) == typeof(string);
        if (!isMap)
        {
            writer.RefuseInterop("dictionary whose keys are not strings");
        }

        var ranges = ArrayPool<KeyRange>.Shared.Rent(pairs.Length);
        try
        {
            writer.EnterCollection();
            var start = writer.Mark();
            for (var i = 0; i < pairs.Length; i++)
            {
                var mark = writer.Mark();
                if (!isMap)
                {
                    writer.WriteArrayHeader(2);
                }

                var keyMark = writer.Mark();
                key.Write(ref writer, pairs[i].Key);
                var sortMark = isMap ? writer.SkipStringHeader(keyMark) : keyMark;
                var sortLength = writer.Mark() - sortMark;
                value.Write(ref writer, pairs[i].Value);
                ranges[i] = new(mark, writer.Mark() - mark, sortMark, sortLength);
            }

            writer.CompleteMap(ranges.AsSpan(0, pairs.Length), start, isMap);
            writer.LeaveCollection();
        }
        finally
        {
            ArrayPool<KeyRange>.Shared.Return(ranges);
        }
    }

    private static void Add(Dictionary<TKey, TValue> pairs, TKey itemKey, TValue itemValue)
    {
        if (!pairs.TryAdd(itemKey, itemValue))
        {
            throw KeyErrors.DuplicateKey("An argument of a cached method");
        }
    }

    private bool EqualDistinct(Dictionary<TKey, TValue> known, IEnumerable<KeyValuePair<TKey, TValue>> other)
    {
        var count = 0;
        if (other is Dictionary<TKey, TValue> pairs)
        {
            foreach (var pair in pairs)
            {
                if (!Contains(known, pair))
                {
                    return false;
                }
            }

            return pairs.Count == known.Count;
        }

        foreach (var pair in other)
        {
            if (!Contains(known, pair))
            {
                return false;
            }

            count++;
        }

        return count == known.Count;
    }

    private bool Contains(Dictionary<TKey, TValue> known, KeyValuePair<TKey, TValue> pair) =>
        known.TryGetValue(pair.Key, out var found) && value.Equals(found, pair.Value);

    private static bool IsOfPart(TDictionary dictionary) => dictionary is Dictionary<TKey, TValue> { Comparer: PartComparer<TKey> };

    private bool IsDistinct(TDictionary dictionary) => IsOfPart(dictionary) || (key.RefinesDefaultEquality && dictionary switch
    {
        Dictionary<TKey, TValue> pairs => PartComparer<TKey>.KeepsValuesApart(pairs.Comparer),
        ConcurrentDictionary<TKey, TValue> concurrent => PartComparer<TKey>.KeepsValuesApart(concurrent.Comparer),
        FrozenDictionary<TKey, TValue> frozen => PartComparer<TKey>.KeepsValuesApart(frozen.Comparer),
        ImmutableDictionary<TKey, TValue> immutable => PartComparer<TKey>.KeepsValuesApart(immutable.KeyComparer),
        _ => false,
    });

    private Dictionary<TKey, TValue> ByPart(IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        if (items is Dictionary<TKey, TValue> { Comparer: PartComparer<TKey> } known)
        {
            return known;
        }

        var pairs = new Dictionary<TKey, TValue>(_comparer);
        foreach (var (itemKey, itemValue) in items)
        {
            Add(pairs, itemKey, itemValue);
        }

        return pairs;
    }
}
