using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The forms of a batch's result: dictionaries by id, and lists in the order of the ids.</summary>
/// <remarks>
/// Where a dictionary's values can be null, every id is in it, with null where there is no value; otherwise only ids with a value are.
/// So what a caller gets does not depend on whether an entry was found or the body was asked.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchResults
{
    /// <summary>Takes the values out of a dictionary that a body returned. Its own comparer decides, and ids that nobody asked for are left out.</summary>
    /// <param name="result">What the body returned.</param>
    /// <param name="items">The ids; takes their values.</param>
    /// <exception cref="InvalidOperationException">There is no dictionary.</exception>
    public static void Split<TId, TValue>(IReadOnlyDictionary<TId, TValue>? result, BatchItems<TId, TValue> items)
        where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        for (var i = 0; i < items.Count; i++)
        {
            if ((result ?? throw NoResult(items.Method, "dictionary")).TryGetValue(items.Ids[i], out var value))
            {
                items.Set(i, value);
            }
        }
    }

    /// <inheritdoc cref="Split{TId, TValue}(IReadOnlyDictionary{TId, TValue}, BatchItems{TId, TValue})"/>
    public static void SplitChangeable<TId, TValue>(IDictionary<TId, TValue>? result, BatchItems<TId, TValue> items)
        where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        for (var i = 0; i < items.Count; i++)
        {
            if ((result ?? throw NoResult(items.Method, "dictionary")).TryGetValue(items.Ids[i], out var value))
            {
                items.Set(i, value);
            }
        }
    }

    /// <summary>Takes the values out of a list that a body returned, one for each id and in their order.</summary>
    /// <param name="result">What the body returned.</param>
    /// <param name="items">The ids; takes their values.</param>
    /// <exception cref="InvalidOperationException">There is no list, or not a value for each id.</exception>
    public static void Align<TId, TValue>(IEnumerable<TValue>? result, BatchItems<TId, TValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var count = 0;
        foreach (var value in result ?? throw NoResult(items.Method, "list"))
        {
            if (count < items.Count)
            {
                items.Set(count, value);
            }

            count++;
        }

        if (count != items.Count)
        {
            throw new InvalidOperationException(
                $"The uncached body of '{items.Method}' was asked for {items.Count} ids and returned {count} values: a list has one value for each id, in the order of the ids it is given. "
                + "Put null where an id has none, or return a dictionary by id.");
        }
    }

    /// <summary>A dictionary by id.</summary>
    /// <param name="items">The ids and their values.</param>
    /// <param name="all">Whether ids without a value are in it too.</param>
    public static Dictionary<TId, TValue> ToDictionary<TId, TValue>(BatchItems<TId, TValue> items, bool all)
        where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        var dictionary = new Dictionary<TId, TValue>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (all || (items.TryGet(i, out var found) && found is not null))
            {
                dictionary[items.Ids[i]] = items.Values[i];
            }
        }

        return dictionary;
    }

    /// <inheritdoc cref="ToDictionary"/>
    public static ImmutableDictionary<TId, TValue> ToImmutableDictionary<TId, TValue>(BatchItems<TId, TValue> items, bool all)
        where TId : notnull => ImmutableDictionary.CreateRange(ToDictionary(items, all));

    /// <inheritdoc cref="ToDictionary"/>
    public static FrozenDictionary<TId, TValue> ToFrozenDictionary<TId, TValue>(BatchItems<TId, TValue> items, bool all)
        where TId : notnull => ToDictionary(items, all).ToFrozenDictionary();

    /// <summary>The values in the order of the ids.</summary>
    /// <param name="items">The ids and their values.</param>
    public static TValue[] ToArray<TId, TValue>(BatchItems<TId, TValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Values.ToArray();
    }

    /// <inheritdoc cref="ToArray"/>
    public static List<TValue> ToList<TId, TValue>(BatchItems<TId, TValue> items) => [.. ToArray(items)];

    private static InvalidOperationException NoResult(string method, string wanted) => new(
        $"The uncached body of '{method}' returned null instead of a {wanted}: return an empty {wanted} where there is nothing for any id.");
}
