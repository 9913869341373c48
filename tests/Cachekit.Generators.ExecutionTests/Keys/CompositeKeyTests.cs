using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.Generators.ExecutionTests.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>Equal arguments are one entry, others are not: parameters with parts, of which small ranges are drawn.</summary>
public sealed class CompositeKeyTests : IDisposable
{
    private static readonly Gen<int> Number = Gen.Choose(0, 2);
    private static readonly Gen<int[]> Numbers = Gen.Choose(0, 2).SelectMany(n => Number.ArrayOf(n));
    private static readonly Gen<string?> Text = Gen.Elements<string?>(null, "", "a", "b");
    private static readonly Gen<int[]?> MaybeNumbers = Gen.OneOf(Numbers.Select(n => (int[]?)n), Gen.Constant<int[]?>(null));

    private static readonly Gen<Dictionary<string, int>> Map = Gen.Choose(0, 2)
        .SelectMany(n => Gen.Elements("a", "b", "c").Zip(Number).ArrayOf(n))
        .Select(pairs => pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2));

    private static readonly Gen<Query> Query =
        from text in Text
        from ids in MaybeNumbers
        from day in Gen.Elements<DayOfWeek?>(null, DayOfWeek.Sunday)
        from note in Gen.Elements("x", "y")
        select new Query(text, ids) { Day = day, Note = note };

    private readonly KeyProbe _probe = new();
    private readonly CompositeKeys _keys;

    public CompositeKeyTests() => _keys = new CompositeKeys(_probe.Scene.Runtime);

    [Fact]
    public void Bytes_AreTheirContent()
    {
        var bytes = Numbers.Select(n => n.Select(i => (byte)i).ToArray());
        _probe.Agrees(_keys.Bytes, v => _keys.Cached.Bytes.Key(v), Same, bytes);
        _probe.Agrees(_keys.Memory, v => _keys.Cached.Memory.Key(v), Same, bytes.Select(b => new Memory<byte>([7, .. b], 1, b.Length)));
        _probe.Agrees(_keys.ReadOnlyMemory, v => _keys.Cached.ReadOnlyMemory.Key(v), Same, bytes.Select(b => new ReadOnlyMemory<byte>([7, .. b], 1, b.Length)));
        _probe.Agrees(_keys.Segment, v => _keys.Cached.Segment.Key(v), Same, bytes.Select(b => new ArraySegment<byte>([7, .. b], 1, b.Length)));
    }

    [Fact]
    public void Sequences_AreTheirItemsInOrder()
    {
        _probe.Agrees(_keys.Array, v => _keys.Cached.Array.Key(v), Same, Numbers);
        _probe.Agrees(_keys.Texts, v => _keys.Cached.Texts.Key(v), Same, Gen.OneOf(Text.ArrayOf().Resize(2).Select(t => (string?[]?)t), Gen.Constant<string?[]?>(null)));
        _probe.Agrees(_keys.Jagged, v => _keys.Cached.Jagged.Key(v), Same, Gen.Choose(0, 2).SelectMany(n => MaybeNumbers.ArrayOf(n)));
        _probe.Agrees(_keys.List, v => _keys.Cached.List.Key(v), Same, Numbers.Select(n => n.ToList()));
        _probe.Agrees(_keys.ListInterface, v => _keys.Cached.ListInterface.Key(v), Same, ArrayOrList());
        _probe.Agrees(_keys.ReadOnlyList, v => _keys.Cached.ReadOnlyList.Key(v), Same, ArrayOrList().Select(list => (IReadOnlyList<int>)list));
        _probe.Agrees(_keys.CollectionInterface, v => _keys.Cached.CollectionInterface.Key(v), Same, ArrayOrList().Select(list => (ICollection<int>)list));
        _probe.Agrees(_keys.ReadOnlyCollection, v => _keys.Cached.ReadOnlyCollection.Key(v), Same, ArrayOrList().Select(list => (IReadOnlyCollection<int>)list));
        _probe.Agrees(_keys.LinkedList, v => _keys.Cached.LinkedList.Key(v), Same, Numbers.Select(n => new LinkedList<int>(n)));
        _probe.Agrees(_keys.Queue, v => _keys.Cached.Queue.Key(v), Same, Numbers.Select(n => new Queue<int>(n)));
        _probe.Agrees(_keys.Stack, v => _keys.Cached.Stack.Key(v), Same, Numbers.Select(n => new Stack<int>(n)));
        _probe.Agrees(_keys.ImmutableArray, v => _keys.Cached.ImmutableArray.Key(v), Same, Numbers.Select(n => n.ToImmutableArray()));
        _probe.Agrees(_keys.ImmutableList, v => _keys.Cached.ImmutableList.Key(v), Same, Numbers.Select(n => n.ToImmutableList()));
    }

    [Fact]
    public void ArraysOfSeveralDimensions_AreTheirShapeAndItems()
    {
        _probe.Agrees(
            _keys.Grid,
            v => _keys.Cached.Grid.Key(v),
            Same,
            new int[0, 0], new int[0, 2], new int[2, 0], new[,] { { 1, 2 } }, new[,] { { 1 }, { 2 } }, new[,] { { 1, 2 } });
        _probe.Agrees(_keys.Cube, v => _keys.Cached.Cube.Key(v), Same, new int[1, 2, 1], new int[2, 1, 1], new int[1, 2, 1]);
    }

    [Fact]
    public void Sets_AreTheirItemsInAnyOrder()
    {
        _probe.Agrees(_keys.HashSet, v => _keys.Cached.HashSet.Key(v), Same, Numbers.Select(n => n.ToHashSet()));
        _probe.Agrees(_keys.SortedSet, v => _keys.Cached.SortedSet.Key(v), Same, Numbers.Select(n => new SortedSet<int>(n)));
        _probe.Agrees(_keys.SetInterface, v => _keys.Cached.SetInterface.Key(v), Same, Numbers.Select(n => n.Length == 1 ? (ISet<int>)new SortedSet<int>(n) : n.ToHashSet()));
        _probe.Agrees(_keys.ReadOnlySet, v => _keys.Cached.ReadOnlySet.Key(v), Same, Numbers.Select(n => n.Length == 1 ? (IReadOnlySet<int>)n.ToFrozenSet() : n.ToHashSet()));
        _probe.Agrees(_keys.ImmutableHashSet, v => _keys.Cached.ImmutableHashSet.Key(v), Same, Numbers.Select(n => n.ToImmutableHashSet()));
        _probe.Agrees(_keys.FrozenSet, v => _keys.Cached.FrozenSet.Key(v), Same, Numbers.Select(n => n.ToFrozenSet()));
        _probe.Agrees(
            _keys.Sets,
            v => _keys.Cached.Sets.Key(v),
            Same,
            new HashSet<HashSet<int>> { new() { 1, 2 }, new() { 3 } }, new HashSet<HashSet<int>> { new() { 3 }, new() { 2, 1 } }, new HashSet<HashSet<int>> { new() { 1, 2, 3 } });
    }

    [Fact]
    public void Dictionaries_AreTheirPairsInAnyOrder()
    {
        _probe.Agrees(
            _keys.Dictionary,
            v => _keys.Cached.Dictionary.Key(v),
            Same,
            Gen.OneOf(
                Map.Zip(MaybeNumbers).Select(t => (Dictionary<string, int[]?>?)t.Item1.ToDictionary(p => p.Key, _ => t.Item2)),
                Gen.Constant<Dictionary<string, int[]?>?>(null)));
        _probe.Agrees(_keys.DictionaryInterface, v => _keys.Cached.DictionaryInterface.Key(v), Same, Map.Select(m => m.Count == 1 ? (IDictionary<string, int>)new SortedList<string, int>(m) : m));
        _probe.Agrees(_keys.ReadOnlyDictionary, v => _keys.Cached.ReadOnlyDictionary.Key(v), Same, Map.Select(m => m.Count == 1 ? (IReadOnlyDictionary<string, int>)m.ToFrozenDictionary() : m));
        _probe.Agrees(_keys.SortedDictionary, v => _keys.Cached.SortedDictionary.Key(v), Same, Map.Select(m => new SortedDictionary<string, int>(m)));
        _probe.Agrees(_keys.ConcurrentDictionary, v => _keys.Cached.ConcurrentDictionary.Key(v), Same, Map.Select(m => new ConcurrentDictionary<string, int>(m)));
        _probe.Agrees(_keys.ImmutableDictionary, v => _keys.Cached.ImmutableDictionary.Key(v), Same, Map.Select(m => m.ToImmutableDictionary()));
        _probe.Agrees(_keys.FrozenDictionary, v => _keys.Cached.FrozenDictionary.Key(v), Same, Map.Select(m => m.ToFrozenDictionary()));
        _probe.Agrees(
            _keys.ByNumber,
            v => _keys.Cached.ByNumber.Key(v),
            Same,
            Number.Zip(Text).ArrayOf().Resize(2).Select(pairs => pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2)));
    }

    [Fact]
    public void TuplesAndPairs_AreTheirItems()
    {
        _probe.Agrees(_keys.Pair, v => _keys.Cached.Pair.Key(v), Same, Number.Zip(Text).Select(t => KeyValuePair.Create(t.Item1, t.Item2)));
        _probe.Agrees(_keys.Tuple, v => _keys.Cached.Tuple.Key(v), Same, Number.Zip(Text).Select(t => (t.Item1, t.Item2)));
        _probe.Agrees(_keys.LongTuple, v => _keys.Cached.LongTuple.Key(v), Same, Number.Zip(Number).Select(t => (1, 2, 3, 4, 5, 6, 7, 8, t.Item1, t.Item2)));
        _probe.Agrees(_keys.Classic, v => _keys.Cached.Classic.Key(v), Same, Number.Zip(Numbers).Select(t => Tuple.Create(t.Item1, t.Item2)));
        _probe.Agrees(_keys.MaybeTuple, v => _keys.Cached.MaybeTuple.Key(v), Same, Number.Zip(MaybeNumbers).Select(t => t.Item1 == 0 ? ((int, int[]?)?)null : (t.Item1, t.Item2)));
    }

    [Fact]
    public void Records_AreTheirStateWithoutWhatIsIgnored()
    {
        static bool SameQuery(Query? a, Query? b) => Same(a is null ? null : a with { Note = "" }, b is null ? null : b with { Note = "" });

        _probe.Agrees(_keys.Query, v => _keys.Cached.Query.Key(v), SameQuery, Query);
        _probe.Agrees(_keys.MaybeQuery, v => _keys.Cached.MaybeQuery.Key(v), SameQuery, Gen.OneOf(Query.Select(q => (Query?)q), Gen.Constant<Query?>(null)));
        _probe.Agrees(
            _keys.Queries,
            v => _keys.Cached.Queries.Key(v),
            (a, b) => a.Count == b.Count && a.Zip(b).All(pair => SameQuery(pair.First, pair.Second)),
            Gen.Choose(0, 2).SelectMany(n => Query.Select(q => q.Text == "b" ? null : q).ListOf(n)).Select(list => list.ToList()));
        _probe.Agrees(_keys.Chain, v => _keys.Cached.Chain.Key(v), Same, null, new Chain(1, null), new Chain(1, new(2, null)), new Chain(1, new(2, null)), new Chain(1, new(1, null)));
    }

    [Fact]
    public void StructsAndMarkedClasses_AreTheirStateOrTheirMark()
    {
        _probe.Agrees(_keys.Point, v => _keys.Cached.Point.Key(v), Same, Number.Zip(Number).Select(t => new Shapes.Point { X = t.Item1, Y = t.Item2 }));
        _probe.Agrees<Shapes.Money?>(_keys.Money, v => _keys.Cached.Money.Key(v), Same, null, new Shapes.Money(1, "a"), new Shapes.Money(1, "b"), new Shapes.Money(1, "a"));
        _probe.Agrees(_keys.Entity, v => _keys.Cached.Entity.Key(v), (a, b) => a.Id == b.Id, Number.Zip(Text).Select(t => new Entity { Id = t.Item1, Name = t.Item2 ?? "" }));
    }

    [Fact]
    public void ArgumentThatContainsItself_IsRefused()
    {
        var deep = Enumerable.Range(0, 100).Aggregate((Chain?)null, (next, value) => new Chain(value, next));

        Assert.Throws<CacheKeyException>(() => _keys.Chain(deep));
    }

    [Fact]
    public void DictionaryWithKeysThatAreOneByValue_IsRefused() =>
        Assert.Throws<CacheKeyException>(() => _keys.DictionaryInterface(new Dictionary<string, int>(new AllDifferent()) { ["a"] = 1, [new string('a', 1)] = 2 }));

    public void Dispose() => _probe.Dispose();

    private static bool Same<T>(T a, T b) => Structure.Of(a) == Structure.Of(b);

    private static Gen<IList<int>> ArrayOrList() => Gen.OneOf(Numbers.Select(n => (IList<int>)n), Numbers.Select(n => (IList<int>)n.ToList()));

    private sealed class AllDifferent : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string obj) => 0;
    }
}
