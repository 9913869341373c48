using System.Collections.Frozen;
using System.Collections.Immutable;
using Cachekit.CompilerServices;
using Cachekit.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Tests.Keys;

public class KeyPartsTests
{
    private static readonly KeyPart<int> Int = KeyParts.Of<int>();
    private static readonly KeyPart<string> Text = KeyParts.Of<string>();

    [Fact]
    public void Sequences_OfAllTypes_AreArraysOfTheSameBytes()
    {
        int[] items = [1, 2, 300];
        Assert.All(
            new[]
            {
                Checked(KeyParts.Array(Int), items),
                Checked(KeyParts.List(Int), [.. items]),
                Checked(KeyParts.ListInterface(Int), items),
                Checked(KeyParts.CollectionInterface(Int), new List<int>(items)),
                Checked(KeyParts.ReadOnlyListInterface(Int), ImmutableList.Create(items)),
                Checked(KeyParts.ReadOnlyCollectionInterface(Int), new Queue<int>(items)),
                Checked(KeyParts.Collection(Int), new(items)),
                Checked(KeyParts.ReadOnlyCollection(Int), new(items)),
                Checked(KeyParts.ObservableCollection(Int), new(items)),
                Checked(KeyParts.LinkedList(Int), new(items)),
                Checked(KeyParts.Queue(Int), new(items)),
                Checked(KeyParts.Stack(Int), new(items.Reverse())),
                Checked(KeyParts.ImmutableArray(Int), [.. items]),
                Checked(KeyParts.ImmutableList(Int), [.. items]),
                Checked(KeyParts.ImmutableListInterface(Int), ImmutableArray.Create(items)),
                Checked(KeyParts.ImmutableQueue(Int), [.. items]),
                Checked(KeyParts.ImmutableStack(Int), [.. items.Reverse()]),
            },
            static bytes => Assert.Equal("930102cd012c", bytes));
    }

    [Fact]
    public void Sets_OfAllTypes_AreSortedEncodings()
    {
        int[] items = [300, -1, 10];
        Assert.All(
            new[]
            {
                Checked(KeyParts.HashSet(Int), [.. items]),
                Checked(KeyParts.SetInterface(Int), new SortedSet<int>(items)),
                Checked(KeyParts.ReadOnlySetInterface(Int), new HashSet<int>(items)),
                Checked(KeyParts.SortedSet(Int), [.. items]),
                Checked(KeyParts.ImmutableHashSet(Int), [.. items]),
                Checked(KeyParts.ImmutableSortedSet(Int), [.. items]),
                Checked(KeyParts.ImmutableSetInterface(Int), ImmutableHashSet.Create(items)),
                Checked(KeyParts.FrozenSet(Int), items.ToFrozenSet()),
            },
            static bytes => Assert.Equal("930acd012cff", bytes));
    }

    [Fact]
    public void Dictionaries_OfAllTypes_AreSortedMaps()
    {
        var items = new Dictionary<string, int> { ["b"] = 1, ["a"] = 2, ["aa"] = 3 };
        Assert.All(
            new[]
            {
                Checked(KeyParts.Dictionary(Text, Int), items),
                Checked(KeyParts.DictionaryInterface(Text, Int), items),
                Checked(KeyParts.ReadOnlyDictionaryInterface(Text, Int), items),
                Checked(KeyParts.ReadOnlyDictionary(Text, Int), new(items)),
                Checked(KeyParts.SortedDictionary(Text, Int), new(items)),
                Checked(KeyParts.SortedList(Text, Int), new(items)),
                Checked(KeyParts.ConcurrentDictionary(Text, Int), new(items)),
                Checked(KeyParts.ImmutableDictionary(Text, Int), items.ToImmutableDictionary()),
                Checked(KeyParts.ImmutableSortedDictionary(Text, Int), items.ToImmutableSortedDictionary()),
                Checked(KeyParts.ImmutableDictionaryInterface(Text, Int), items.ToImmutableDictionary()),
                Checked(KeyParts.FrozenDictionary(Text, Int), items.ToFrozenDictionary()),
            },
            static bytes => Assert.Equal("83a16102a2616103a16201", bytes));
    }

    [Fact]
    public void MapKeys_AreOrderedByTheirUtf8Bytes()
    {
        // Ordinal order of UTF-16 would put U+10000 before U+FF61.
        var part = KeyParts.Dictionary(Text, Int);
        Assert.Equal("82a3efbda101a4f090808002", TestKey.Bytes(part, new() { ["\uD800\uDC00"] = 2, ["\uFF61"] = 1 }));
        var longKey = new string('a', 40);
        Assert.StartsWith("82d928", TestKey.Bytes(part, new() { ["b"] = 1, [longKey] = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherMapKeys_AreSortedPairs() => Assert.Equal(
        "93" + "920101" + "920202" + "92ff03",
        TestKey.Bytes(KeyParts.Dictionary(Int, Int), new() { [-1] = 3, [2] = 2, [1] = 1 }));

    [Fact]
    public void MultidimensionalArrays_KeepTheirShape()
    {
        var part = KeyParts.Array2D(Int);
        Assert.Equal("929202039" + "6010203040506", Checked(part, new[,] { { 1, 2, 3 }, { 4, 5, 6 } }));
        TestKey.AssertDifferent(TestKey.Of(part, new int[0, 3]), TestKey.Of(part, new int[3, 0]));
        TestKey.AssertDifferent(TestKey.Of(part, new int[2, 3]), TestKey.Of(part, new int[3, 2]));
        var array = new[,] { { 1 } };
        var snapshot = TestKey.Of(part, array).Snapshot();
        array[0, 0] = 2;
        TestKey.AssertDifferent(snapshot, TestKey.Of(part, array));
        Checked(KeyParts.Array3D(Text), new string[1, 2, 1]);
        Checked(KeyParts.Array4D(Int), new int[1, 2, 1, 1]);
    }

    [Fact]
    public void NullsAndEmptyCollections_Differ()
    {
        TestKey.AssertDifferent(TestKey.Of(KeyParts.List(Int), null), TestKey.Of(KeyParts.List(Int), []));
        TestKey.AssertDifferent(TestKey.Of(KeyParts.HashSet(Int), null), TestKey.Of(KeyParts.HashSet(Int), []));
        TestKey.AssertDifferent(TestKey.Of(KeyParts.Dictionary(Int, Int), null), TestKey.Of(KeyParts.Dictionary(Int, Int), []));
        TestKey.AssertDifferent(TestKey.Of(KeyParts.ImmutableArray(Int), default), TestKey.Of(KeyParts.ImmutableArray(Int), []));
        TestKey.AssertDifferent(TestKey.Of(KeyParts.ByteArray, null), TestKey.Of(KeyParts.ByteArray, []));
        TestKey.AssertDifferent(TestKey.Of<string>(null), TestKey.Of(""));
        TestKey.AssertDifferent(TestKey.Of<int?>(null), TestKey.Of<int?>(0));
        TestKey.AssertDifferent(TestKey.Of(KeyParts.Array(Text), [null!]), TestKey.Of(KeyParts.Array(Text), [""]));
    }

    [Fact]
    public void Comparers_DoNotCount()
    {
        var part = KeyParts.HashSet(Text);
        TestKey.AssertSame(TestKey.Of(part, new(StringComparer.OrdinalIgnoreCase) { "a", "B" }), TestKey.Of(part, ["B", "a"]));
        TestKey.AssertDifferent(TestKey.Of(part, new(StringComparer.OrdinalIgnoreCase) { "a" }), TestKey.Of(part, ["A"]));
        var map = KeyParts.Dictionary(Text, Int);
        TestKey.AssertSame(TestKey.Of(map, new(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }), TestKey.Of(map, new() { ["a"] = 1 }));
        TestKey.AssertDifferent(TestKey.Of(map, new(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }), TestKey.Of(map, new() { ["A"] = 1 }));
    }

    [Fact]
    public void ElementsThatAreOneValue_CountOnceInSets()
    {
        var part = KeyParts.HashSet(KeyParts.Array(Int));
        TestKey.AssertSame(TestKey.Of(part, [[1], [1], [2]]), TestKey.Of(part, [[2], [1]]));
        TestKey.AssertDifferent(TestKey.Of(part, [[1], [1]]), TestKey.Of(part, [[1], [2]]));
    }

    [Fact]
    public void KeysThatAreOneValue_AreRefusedInDictionaries()
    {
        var part = KeyParts.Dictionary(KeyParts.Array(Int), Int);
        var twice = new Dictionary<int[], int> { [[1]] = 1, [[1]] = 2 };
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes(part, twice));
        Assert.Throws<CacheKeyException>(() => part.Snapshot(twice));
    }

    [Fact]
    public void ImmutableCollections_AreKeptAsTheyAre()
    {
        var tags = ImmutableHashSet.Create("a");
        Assert.Same(tags, KeyParts.ImmutableHashSet(Text).Snapshot(tags));
        var list = ImmutableList.Create<int[]>([[1]]);
        var copy = KeyParts.ImmutableList(KeyParts.Array(Int)).Snapshot(list)!;
        list[0][0] = 2;
        Assert.Equal(1, copy[0][0]);
    }

    [Fact]
    public void Lookup_OfListsArraysAndSets_AllocatesNothing()
    {
        var list = TestKey.Of(KeyParts.List(Int), [1, 2, 3]);
        var set = TestKey.Of(KeyParts.HashSet(Text), ["a", "b"]);
        var map = TestKey.Of(KeyParts.Dictionary(Text, Int), new() { ["a"] = 1 });
        var (storedList, storedSet, storedMap) = (list.Snapshot(), set.Snapshot(), map.Snapshot());
        Assert.Equal(0, Allocated());
        Assert.Equal(0, Allocated());

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var equal = list.GetHashCode() == storedList.GetHashCode() && list.Equals(storedList)
                && set.GetHashCode() == storedSet.GetHashCode() && set.Equals(storedSet)
                && map.GetHashCode() == storedMap.GetHashCode() && map.Equals(storedMap);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(equal);
            return allocated;
        }
    }

    [Fact]
    public void OpenTypes_WithoutAPart_AreRefusedAtTheFirstUse()
    {
        var part = KeyParts.Of<List<int>>();
        Assert.Throws<CacheKeyException>(() => TestKey.Of(part, []).GetHashCode());
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes(part, []));
        Assert.Contains("[CacheIgnore]", Assert.Throws<CacheKeyException>(() => part.Snapshot([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualTexts_OfOtherForm_AreOtherKeys()
    {
        TestKey.AssertDifferent(TestKey.Of(new Uri("http://host/")), TestKey.Of(new Uri("HTTP://HOST/")));
        TestKey.AssertDifferent(TestKey.Of(1.0m), TestKey.Of(1.00m));
        TestKey.AssertDifferent(TestKey.Of("\u00E9"), TestKey.Of("e\u0301"));
        var instant = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TestKey.AssertDifferent(TestKey.Of(instant), TestKey.Of(instant.ToOffset(TimeSpan.FromHours(1))));
        TestKey.AssertDifferent(TestKey.Of(instant), TestKey.Of(instant.AddTicks(1)));
    }

    [Fact]
    public void CompositesAreEqual_ExactlyWhenTheirBytesAre()
    {
        var part = KeyParts.Dictionary(KeyParts.Of<byte>(), KeyParts.HashSet(KeyParts.List(KeyParts.Of<bool?>())));
        var generator = ArbMap.Default.ArbFor<(byte Key, List<bool?>[] Items)[]>();
        Prop.ForAll(generator, generator, (left, right) =>
        {
            var (first, second) = (TestKey.Of(part, Map(left)), TestKey.Of(part, Map(right)));
            var equal = first.Equals(second);
            return equal == (TestKey.ArgumentHash(first) == TestKey.ArgumentHash(second)) && (!equal || first.GetHashCode() == second.GetHashCode());
        }).Check(Properties.Config.WithMaxTest(300).WithEndSize(4));

        static Dictionary<byte, HashSet<List<bool?>>> Map((byte Key, List<bool?>[] Items)[] pairs)
        {
            var map = new Dictionary<byte, HashSet<List<bool?>>>();
            foreach (var (key, items) in pairs)
            {
                map[(byte)(key % 3)] = [.. items];
            }

            return map;
        }
    }

    [Fact]
    public void OrderOfSetsAndDictionaries_DoesNotCount() => Prop.ForAll<int[]>(static items =>
    {
        var distinct = items.Distinct().ToArray();
        var reversed = distinct.Reverse().ToArray();
        var (sets, maps) = (KeyParts.HashSet(Int), KeyParts.Dictionary(Int, Text));
        TestKey.AssertSame(TestKey.Of(sets, [.. distinct]), TestKey.Of(sets, [.. reversed]));
        TestKey.AssertSame(
            TestKey.Of(maps, distinct.ToDictionary(static item => item, static item => $"{item}")),
            TestKey.Of(maps, reversed.ToDictionary(static item => item, static item => $"{item}")));
    }).Check(Properties.Config);

    [Fact]
    public void Snapshots_AreOutOfReachOfTheCaller() => Prop.ForAll<NonEmptyArray<int>>(static items =>
    {
        var part = KeyParts.List(KeyParts.Array(Int));
        var list = new List<int[]> { items.Get };
        var key = TestKey.Of(part, list);
        var bytes = TestKey.ArgumentHash(key);
        var snapshot = key.Snapshot();
        items.Get[0]++;
        TestKey.AssertDifferent(key, snapshot);
        items.Get[0]--;
        list.Add([]);
        TestKey.AssertDifferent(key, snapshot);
        return TestKey.ArgumentHash(snapshot) == bytes;
    }).Check(Properties.Config);

    /// <summary>Checks a value against its snapshot and returns its bytes.</summary>
    private static string Checked<T>(KeyPart<T> part, T value)
    {
        var key = TestKey.Of(part, value);
        TestKey.AssertSame(key, key.Snapshot());
        TestKey.AssertSame(key.Snapshot(), TestKey.Of(part, value).Snapshot());
        return TestKey.Bytes(part, value);
    }
}
