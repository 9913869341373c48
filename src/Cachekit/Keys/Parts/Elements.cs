using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>What all sequences share; arrays and lists go through spans, so that a lookup allocates nothing.</summary>
/// <remarks>The methods for spans have names of their own: an overload would take arrays, and make an absent one an empty one.</remarks>
internal static class Elements
{
    public static bool TryGetSpan<T>([NotNullWhen(true)] IEnumerable<T>? items, out ReadOnlySpan<T> span)
    {
        // An exact type: a span of an array of a derived type is refused by the runtime only for writable spans, and a class derived
        // from List<T> may show other elements than it holds.
        if (items is T[] array)
        {
            span = array;
            return true;
        }

        if (items is List<T> list && list.GetType() == typeof(List<T>))
        {
            span = CollectionsMarshal.AsSpan(list);
            return true;
        }

        span = default;
        return false;
    }

    public static bool Equal<T>(KeyPart<T> part, IEnumerable<T>? left, IEnumerable<T>? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        if (TryGetSpan(left, out var first) && TryGetSpan(right, out var second))
        {
            return EqualSpans(part, first, second);
        }

        using var leftItems = left.GetEnumerator();
        using var rightItems = right.GetEnumerator();
        while (leftItems.MoveNext())
        {
            if (!rightItems.MoveNext() || !part.Equals(leftItems.Current, rightItems.Current))
            {
                return false;
            }
        }

        return !rightItems.MoveNext();
    }

    public static bool EqualSpans<T>(KeyPart<T> part, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!part.Equals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static void Hash<T>(KeyPart<T> part, ref KeyHash hash, IEnumerable<T>? items)
    {
        if (items is null)
        {
            hash.AddNull();
            return;
        }

        if (TryGetSpan(items, out var span))
        {
            HashSpan(part, ref hash, span);
            return;
        }

        var count = 0;
        foreach (var item in items)
        {
            part.Hash(ref hash, item);
            count++;
        }

        hash.Add(count);
    }

    public static void HashSpan<T>(KeyPart<T> part, ref KeyHash hash, ReadOnlySpan<T> items)
    {
        foreach (var item in items)
        {
            part.Hash(ref hash, item);
        }

        hash.Add(items.Length);
    }

    public static T[] Snapshot<T>(KeyPart<T> part, IEnumerable<T> items)
    {
        T[] copy = TryGetSpan(items, out var span) ? span.ToArray() : [.. items];
        SnapshotSpan(part, copy);
        return copy;
    }

    public static void SnapshotSpan<T>(KeyPart<T> part, Span<T> items)
    {
        if (!part.IsImmutable)
        {
            foreach (ref var item in items)
            {
                item = part.Snapshot(item)!;
            }
        }
    }

    public static void Write<T>(KeyPart<T> part, ref KeyWriter writer, IEnumerable<T>? items)
    {
        if (items is null)
        {
            writer.WriteNil();
            return;
        }

        // The count comes first: what is not an array is copied, so that count and elements are of one moment.
        WriteSpan(part, ref writer, TryGetSpan(items, out var span) ? span : items.ToArray());
    }

    public static void WriteSpan<T>(KeyPart<T> part, ref KeyWriter writer, ReadOnlySpan<T> items)
    {
        writer.EnterCollection();
        writer.WriteArrayHeader(items.Length);
        foreach (var item in items)
        {
            part.Write(ref writer, item);
        }

        writer.LeaveCollection();
    }
}
