using Cachekit.Generators.Incremental;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Infrastructure;

internal static class IncrementalExtensions
{
    private const int ListCount = 1024;

    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class => values.Where(static value => value is not null)!;

    /// <summary>Takes a value apart into items that keep their place when others come or go.</summary>
    /// <remarks>
    /// The driver compares an item with the one that was in its place before. In one list a new item would move all behind it, and all that is made of them would
    /// be made again. So there are many lists, most of them empty, and an item's name says in which of them it is: a new one hardly ever moves another.
    /// </remarks>
    public static IncrementalValuesProvider<T> SelectByName<TSource, T>(
        this IncrementalValueProvider<TSource> source, Func<TSource, CancellationToken, IEnumerable<T>> items, Func<T, string> name)
        where T : IEquatable<T> => source.SelectMany((value, ct) => Lists(items(value, ct), name)).SelectMany(static (list, _) => list);

    private static EquatableArray<T>[] Lists<T>(IEnumerable<T> items, Func<T, string> name)
        where T : IEquatable<T>
    {
        var lists = new List<T>?[ListCount];
        foreach (var item in items)
        {
            (lists[TextHash.Mixed((uint)TextHash.OfWord(name(item))) % ListCount] ??= []).Add(item);
        }

        var result = new EquatableArray<T>[ListCount];
        for (var i = 0; i < ListCount; i++)
        {
            result[i] = lists[i]?.ToEquatableArray() ?? default;
        }

        return result;
    }
}
