using System.Collections.Concurrent;

namespace Cachekit.Serialization;

/// <summary>The pairs of a map in the one order that all SDKs write.</summary>
internal static class InteropMap
{
    /// <exception cref="CacheSerializationException">Two keys are the same text.</exception>
    public static KeyValuePair<string, TValue>[] Sorted<TValue>(IEnumerable<KeyValuePair<string, TValue>> pairs)
    {
        // Its count and its items belong together only in a snapshot of its own.
        var sorted = pairs is ConcurrentDictionary<string, TValue> concurrent ? concurrent.ToArray() : pairs.ToArray();
        Array.Sort(sorted, static (left, right) => CodePointOrder.Instance.Compare(left.Key, right.Key));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (string.Equals(sorted[i].Key, sorted[i - 1].Key, StringComparison.Ordinal))
            {
                throw new CacheSerializationException(
                    "A dictionary has two keys that are the same text, which only a comparer of its own allows: return one whose keys differ.");
            }
        }

        return sorted;
    }
}
