using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Tests.Serialization;

public sealed class CollectionRoundTripTests
{
    private static readonly Gen<string[]> Items = Any.StringOrNull.Select(s => s!).ArrayOf();
    private static readonly Gen<Dictionary<string, decimal>> Maps =
        Any.String.Zip(Any.Decimal).ArrayOf().Select(pairs => pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2));

    [Fact]
    public void Sequences_ComeBackInOrder()
    {
        InOrder(Codecs.Array(Codecs.String), i => i);
        InOrder(Codecs.List(Codecs.String), i => [.. i]);
        InOrder(Codecs.ListInterface(Codecs.String), i => i);
        InOrder(Codecs.CollectionInterface(Codecs.String), i => i);
        InOrder(Codecs.HashSet(Codecs.String), i => [.. i]);
        InOrder(Codecs.SetInterface(Codecs.String), i => new HashSet<string>(i));
        InOrder(Codecs.SortedSet(Codecs.String), i => [.. i]);
        InOrder(Codecs.LinkedList(Codecs.String), i => new(i));
        InOrder(Codecs.Queue(Codecs.String), i => new(i));
        InOrder(Codecs.Stack(Codecs.String), i => new(i));
        InOrder(Codecs.Collection(Codecs.String), i => new(i));
        InOrder(Codecs.ObservableCollection(Codecs.String), i => new(i));
        InOrder(Codecs.ReadOnlyCollection(Codecs.String), i => new(i));
        InOrder(Codecs.ConcurrentBag(Codecs.String), i => new(i));
        InOrder(Codecs.ConcurrentQueue(Codecs.String), i => new(i));
        InOrder(Codecs.ConcurrentStack(Codecs.String), i => new(i));
        InOrder(Codecs.Enumerable(Codecs.String), i => i.Select(s => s));
        InOrder(Codecs.ReadOnlyListInterface(Codecs.String), i => i);
        InOrder(Codecs.ReadOnlyCollectionInterface(Codecs.String), i => i);
        InOrder(Codecs.ReadOnlySetInterface(Codecs.String), i => new HashSet<string>(i));
        InOrder(Codecs.ImmutableArray(Codecs.String), i => [.. i]);
        InOrder(Codecs.ImmutableList(Codecs.String), i => [.. i]);
        InOrder(Codecs.ImmutableListInterface(Codecs.String), i => i.ToImmutableList());
        InOrder(Codecs.ImmutableSortedSet(Codecs.String), i => [.. i]);
        InOrder(Codecs.ImmutableQueue(Codecs.String), i => [.. i]);
        InOrder(Codecs.ImmutableQueueInterface(Codecs.String), i => ImmutableQueue.Create(i));
        InOrder(Codecs.ImmutableStack(Codecs.String), i => [.. i]);
        InOrder(Codecs.ImmutableStackInterface(Codecs.String), i => ImmutableStack.Create(i));
    }

    [Fact]
    public void Sets_ComeBackWithTheirItems()
    {
        Any.Holds(Items, i => i.ToHashSet().SetEquals(Encoded.RoundTrip(Codecs.ImmutableHashSet(Codecs.String), [.. i])));
        Any.Holds(Items, i => i.ToHashSet().SetEquals(Encoded.RoundTrip(Codecs.ImmutableSetInterface(Codecs.String), i.ToImmutableHashSet())));
        Any.Holds(Items, i => i.ToHashSet().SetEquals(Encoded.RoundTrip(Codecs.FrozenSet(Codecs.String), i.ToFrozenSet())));
    }

    [Fact]
    public void Dictionaries_ComeBackWithTheirPairs()
    {
        SamePairs(Codecs.Dictionary(Codecs.String, Codecs.Decimal), m => m);
        SamePairs(Codecs.DictionaryInterface(Codecs.String, Codecs.Decimal), m => m);
        SamePairs(Codecs.ReadOnlyDictionaryInterface(Codecs.String, Codecs.Decimal), m => m);
        SamePairs(Codecs.ReadOnlyDictionary(Codecs.String, Codecs.Decimal), m => new(m));
        SamePairs(Codecs.SortedDictionary(Codecs.String, Codecs.Decimal), m => new(m));
        SamePairs(Codecs.SortedList(Codecs.String, Codecs.Decimal), m => new(m));
        SamePairs(Codecs.ConcurrentDictionary(Codecs.String, Codecs.Decimal), m => new(m));
        SamePairs(Codecs.ImmutableDictionary(Codecs.String, Codecs.Decimal), m => m.ToImmutableDictionary());
        SamePairs(Codecs.ImmutableDictionaryInterface(Codecs.String, Codecs.Decimal), m => m.ToImmutableDictionary());
        SamePairs(Codecs.ImmutableSortedDictionary(Codecs.String, Codecs.Decimal), m => m.ToImmutableSortedDictionary());
        SamePairs(Codecs.FrozenDictionary(Codecs.String, Codecs.Decimal), m => m.ToFrozenDictionary());
        Any.Holds(Any.StringOrNull.Zip(Any.Int32), p =>
        {
            var pair = new KeyValuePair<string, int>(p.Item1!, p.Item2);
            return pair.Equals(Encoded.RoundTrip(Codecs.KeyValuePair(Codecs.String, Codecs.Int32), pair));
        });
    }

    [Fact]
    public void NestedCollections_ComeBack() => Any.Holds(
        Maps.ArrayOf(),
        maps => Encoded.RoundTrip(Codecs.List(Codecs.Dictionary(Codecs.String, Codecs.Nullable(Codecs.Decimal))), [.. maps.Select(m => m.ToDictionary(p => p.Key, p => (decimal?)p.Value))])
            .Zip(maps)
            .All(p => p.First.Count == p.Second.Count && p.First.All(x => p.Second[x.Key] == x.Value)));

    private static void InOrder<T>(ValueCodec<T> codec, Func<string[], T> create)
        where T : IEnumerable<string> => Any.Holds(Items, items =>
    {
        var value = create(items);
        return value.SequenceEqual(Encoded.RoundTrip(codec, value));
    });

    private static void SamePairs<T>(ValueCodec<T> codec, Func<Dictionary<string, decimal>, T> create)
        where T : IEnumerable<KeyValuePair<string, decimal>> => Any.Holds(Maps, map =>
    {
        var copy = Encoded.RoundTrip(codec, create(map)).ToList();
        return copy.Count == map.Count && copy.All(p => map[p.Key] == p.Value);
    });
}
