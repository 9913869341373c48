using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for sets: neither order nor the comparer of a set counts, only which values it holds.</summary>
/// <remarks>
/// A set with a comparer of its own may hold two elements that are one value here. Where that is possible the elements go into a set with
/// the equality of the part first; a set with the default comparer, the usual one, is used as it is and allocates nothing.
/// </remarks>
internal sealed class SetPart<TSet, T>(KeyPart<T> element, Func<TSet, HashSet<T>, TSet> copy, bool isImmutableCollection = false) : KeyPart<TSet>
    where TSet : class, IEnumerable<T>
{
    private readonly PartComparer<T> _comparer = new(element);

    public override bool IsImmutable => isImmutableCollection && element.IsImmutable;

    public override bool Equals(TSet? left, TSet? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        // The stored key is a snapshot, whose comparer is the one of the part.
        var (known, other) = IsOfPart(left) ? (ByPart(left), right) : (ByPart(right), left);
        if (!IsDistinct(other))
        {
            return ByPart(other) is var distinct && distinct.Count == known.Count && ContainsAll(known, distinct);
        }

        return ContainsAll(known, other) && Count(other) == known.Count;
    }

    public override void Hash(ref KeyHash hash, TSet? value)
    {
        if (value is null)
        {
            hash.AddNull();
            return;
        }

        ulong sum = 0;
        var count = 0;
        if ((IsDistinct(value) ? (IEnumerable<T>)value : ByPart(value)) is var items && items is HashSet<T> set)
        {
            count = set.Count;
            foreach (var item in set)
            {
                hash.AddUnordered(element, item, ref sum);
            }
        }
        else
        {
            foreach (var item in items)
            {
                hash.AddUnordered(element, item, ref sum);
                count++;
            }
        }

        hash.Add(sum);
        hash.Add(count);
    }

    public override TSet? Snapshot(TSet? value)
    {
        if (value is null || IsImmutable)
        {
            return value;
        }

        var items = new HashSet<T>(_comparer);
        foreach (var item in value)
        {
            items.Add(element.Snapshot(item)!);
        }

        return copy(value, items);
    }

    public override void Write(ref KeyWriter writer, TSet? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        T[] items = [.. value];
        var ranges = ArrayPool<KeyRange>.Shared.Rent(items.Length);
        try
        {
            writer.EnterCollection();
            var start = writer.Mark();
            for (var i = 0; i < items.Length; i++)
            {
                var mark = writer.Mark();
                element.Write(ref writer, items[i]);
                var length = writer.Mark() - mark;
                ranges[i] = new(mark, length, mark, length);
            }

            writer.CompleteSet(ranges.AsSpan(0, items.Length), start);
            writer.LeaveCollection();
        }
        finally
        {
            ArrayPool<KeyRange>.Shared.Return(ranges);
        }
    }

    private static bool ContainsAll(HashSet<T> known, IEnumerable<T> items)
    {
        if (items is HashSet<T> set)
        {
            foreach (var item in set)
            {
                if (!known.Contains(item))
                {
                    return false;
                }
            }

            return true;
        }

        foreach (var item in items)
        {
            if (!known.Contains(item))
            {
                return false;
            }
        }

        return true;
    }

    private static int Count(TSet set) => set is IReadOnlyCollection<T> collection ? collection.Count : set.Count();

    private static bool IsOfPart(TSet set) => set is HashSet<T> { Comparer: PartComparer<T> };

    private bool IsDistinct(TSet set) => IsOfPart(set) || (element.RefinesDefaultEquality && set switch
    {
        HashSet<T> hash => PartComparer<T>.KeepsValuesApart(hash.Comparer),
        FrozenSet<T> frozen => PartComparer<T>.KeepsValuesApart(frozen.Comparer),
        ImmutableHashSet<T> immutable => PartComparer<T>.KeepsValuesApart(immutable.KeyComparer),
        _ => false,
    });

    private HashSet<T> ByPart(IEnumerable<T> items) =>
        items is HashSet<T> { Comparer: PartComparer<T> } set ? set : new HashSet<T>(items, _comparer);
}
