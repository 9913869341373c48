using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Dynamic;
using System.Numerics;
using Cachekit.Protocol;

namespace Cachekit.Tests.Protocol;

public class InteropKeyTests
{
    private const string Lone = "a\ud800b";

    private static readonly Guid Id = new("550e8400-e29b-41d4-a716-446655440000");

    [Fact]
    public void WorkedExample_HasItsBytesAndKey()
    {
        object?[] arguments =
        [
            7, 2.5, new Dictionary<string, object?> { ["b"] = 1, ["a"] = new object[] { 2.0, -0.0 } }, new HashSet<object> { "a", 10, -1, 10.0 },
            new DateTimeOffset(1969, 12, 31, 23, 59, 58, 500, TimeSpan.Zero), Id, new byte[] { 0, 255 }, null, true,
        ];
        Assert.Equal(
            "9907cb400400000000000082a161920200a16201930aa161ffcbbff8000000000000d92435353065383430302d653239622d343164342d613731362d343436363535343430303030c40200ffc0c3",
            Hex(arguments));
        Assert.Equal(
            "catalog:search.v2:747558fdf8658c629c88dfa213ce5e303e515a21ca142eb3d45f4c851375fbfe", InteropKey.Create("catalog", "search.v2", arguments));
        Assert.Equal(
            "catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc", InteropKey.Create("catalog", "get_product", 7, false));
    }

    [Fact]
    public void NoArguments_AreTheEmptyArray()
    {
        Assert.Equal("90", Hex());
        Assert.Equal("users:get_all:8064bf5f945dba521b017bb3f32b31a293a6e16944838d171ea9e77fab085e8e", InteropKey.Create("users", "get_all"));
    }

    public static TheoryData<object?, string> Scalars => new()
    {
        { (byte)200, "ccc8" },
        { (sbyte)-33, "d0df" },
        { (short)-129, "d1ff7f" },
        { ushort.MaxValue, "cdffff" },
        { 1L << 32, "cf0000000100000000" },
        { uint.MaxValue, "ceffffffff" },
        { ulong.MaxValue, "cfffffffffffffffff" },
        { (nint)(-1), "ff" },
        { (nuint)1, "01" },
        { (Int128)long.MinValue, "d38000000000000000" },
        { (UInt128)ulong.MaxValue, "cfffffffffffffffff" },
        { BigInteger.MinusOne, "ff" },
        { DayOfWeek.Friday, "05" },
        { LargeEnum.Largest, "cfffffffffffffffff" },
        { SmallEnum.Least, "d080" },
        { 0.1f, "cb3fb99999a0000000" },
        { (Half)0.5, "cb3fe0000000000000" },
        { 2.0f, "02" },
        { 'x', "a178" },
        { 1.50m, "a4312e3530" },
        { Id, "d92435353065383430302d653239622d343164342d613731362d343436363535343430303030" },
        { new Memory<byte>([1]), "c40101" },
        { new ReadOnlyMemory<byte>([1]), "c40101" },
        { new ArraySegment<byte>([0, 1, 2], 1, 1), "c40101" },
        { default(ArraySegment<byte>), "c400" },
        { new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), "ce65920080" },
        { new sbyte[] { -1 }, "91ff" },
        { new[] { SmallByteEnum.One }, "9101" },
        { (1, "a"), "9201a161" },
        { Tuple.Create(1, (object?)null), "9201c0" },
        { new ArrayList { 1 }, "9101" },
        { new Queue<int>([1, 2]), "920102" },
        { Enumerable.Range(1, 2), "920102" },
        { ImmutableArray.Create(1, 2), "920102" },
        { "abc".ToCharArray(), "93a161a162a163" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Value_HasOneForm(object? value, string expected) => Assert.Equal("91" + expected, Hex(value));

    [Fact]
    public void Path_IsTextWithForwardSlashes()
    {
        var folder = new DirectoryInfo(Path.Combine(Path.GetTempPath(), "a"));
        Assert.Equal(Hex(folder.FullName.Replace('\\', '/')), Hex(folder));
        Assert.Equal(Hex(folder.FullName.Replace('\\', '/') + "/b.txt"), Hex(new FileInfo(Path.Combine(folder.FullName, "b.txt"))));
    }

    [Fact]
    public void Sets_OfAllClasses_AreSortedWithoutDuplicates()
    {
        int[] items = [300, -1, 10];
        const string Expected = "91930acd012cff";
        Assert.All(
            new object[]
            {
                items.ToHashSet(), new SortedSet<int>(items), items.ToImmutableHashSet(), items.ToImmutableSortedSet(), items.ToFrozenSet(),
                items.Select(static item => (long)item).ToFrozenSet(), items.Select(static item => (double)item).ToHashSet(),
                items.Select(static item => (OwnEnum)item).ToHashSet(), items.Select(static item => (OwnEnum)item).ToImmutableSortedSet(),
                items.Select(static item => (OwnEnum)item).ToFrozenSet(), new OwnSet(items),
                new HashSet<object> { 300, 300.0, -1L, 10, (byte)10 },
            },
            static set => Assert.Equal(Expected, Hex(set)));
        Assert.Equal("91929101920102", Hex(new HashSet<object> { new[] { 1, 2 }, new[] { 1 }, new List<int> { 1 } }));
    }

    [Fact]
    public void Dictionaries_OfAllClasses_AreMapsInTheOrderOfCodePoints()
    {
        var pairs = new Dictionary<string, object?> { ["\U00010000"] = 1, ["\uff61"] = 2, ["b"] = null, ["a"] = null };
        const string Expected = "9184a161c0a162c0a3efbda102a4f090808001";
        var expando = new ExpandoObject();
        Assert.All(pairs, pair => ((IDictionary<string, object?>)expando).Add(pair));
        Assert.All(
            new object[]
            {
                pairs, new SortedDictionary<string, object?>(pairs), new SortedList<string, object?>(pairs, StringComparer.Ordinal),
                new ConcurrentDictionary<string, object?>(pairs), new ReadOnlyDictionary<string, object?>(pairs), pairs.ToImmutableDictionary(),
                pairs.ToImmutableSortedDictionary(), pairs.ToFrozenDictionary(), new Hashtable(pairs), expando,
            },
            static map => Assert.Equal(Expected, Hex(map)));
    }

    public static TheoryData<object?, string> Refused => new()
    {
        { double.NaN, "NaN" },
        { float.NegativeInfinity, "infinite" },
        { Half.PositiveInfinity, "infinite" },
        { (BigInteger)ulong.MaxValue + 1, "BigInteger" },
        { (Int128)long.MinValue - 1, "Int128" },
        { UInt128.MaxValue, "UInt128" },
        { new DateTime(1, DateTimeKind.Unspecified), "Unspecified" },
        { new DateTime(1, DateTimeKind.Local), "Local" },
        { Lone, "surrogate" },
        { '\udc00', "surrogate" },
        { new DateOnly(2024, 1, 1), "DateOnly" },
        { new TimeOnly(1), "TimeOnly" },
        { TimeSpan.Zero, "TimeSpan" },
        { new Uri("http://a"), "Uri" },
        { new Version(1, 0), "Version" },
        { new object(), "Object" },
        { new int[1, 1], "several dimensions" },
        { new Dictionary<int, int> { [1] = 1 }, "no string" },
        { new Hashtable { [1] = 1 }, "no string" },
        { new Dictionary<string, int> { [Lone] = 1 }, "surrogate" },
        { new List<KeyValuePair<string, int>> { new("a", 1) }, "KeyValuePair" },
        { new Memory<char>(['a']), "Memory" },
        { new NameValueCollection { ["a"] = "b" }, "NameValueCollection" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refused_AtEveryDepth(object? value, string reason)
    {
        Assert.All(
            new[] { value, new[] { value }, new Dictionary<string, object?> { ["k"] = value }, new HashSet<object?> { 1, value }, (1, value) },
            nested => Assert.Contains(
                reason, Assert.Throws<CacheKeyException>(() => InteropKey.Create("t", "op", nested)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Refusal_NamesThePlace()
    {
        var value = new Dictionary<string, object?> { ["items"] = new object?[] { double.NaN } };
        Assert.StartsWith("'arguments[2].items[0]' of 'InteropKey.Create' is NaN", Refusal(1, 2, value), StringComparison.Ordinal);
        Assert.StartsWith("'arguments[0][\"a b\"]' of ", Refusal(new Dictionary<string, object?> { ["a b"] = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.StartsWith("'arguments[0].k[1]' of ", Refusal(new Dictionary<string, object?> { ["a"] = new[] { 1 }, ["k"] = (1, Lone) }), StringComparison.Ordinal);
    }

    [Fact]
    public void EqualKeys_OfOneDictionary_AreRefused()
    {
        var map = new Dictionary<string, int>(ReferenceEqualityComparer.Instance) { ["a"] = 1, [new string('a', 1)] = 2 };
        Assert.Contains("two keys", Refusal(map), StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_EndsAtThirtyTwoLevels()
    {
        // The array of the arguments is the first.
        Assert.Equal(string.Concat(Enumerable.Repeat("91", 32)) + "c0", Hex(Nested(31)));
        Assert.Contains("32 levels", Refusal(Nested(32)), StringComparison.Ordinal);
        var endless = new List<object>();
        endless.Add(endless);
        Assert.Contains("contains itself", Refusal(endless), StringComparison.Ordinal);
        Assert.Equal(4 + (2 * 2 * 31) + 2, Hex(Nested(31), Nested(31)).Length);
    }

    [Theory]
    [InlineData("Users", "op")]
    [InlineData("ns", "op")]
    [InlineData("t", "a..b")]
    [InlineData("t", "op\n")]
    [InlineData("t", "")]
    public void BadSegment_IsRefused(string ns, string operation) => Assert.Throws<CacheKeyException>(() => InteropKey.Create(ns, operation));

    [Fact]
    public void LongestKey_IsNotCut()
    {
        var key = InteropKey.Create(new string('a', 64), new string('b', 64), 1);
        Assert.Equal(InteropKey.MaxLength, key.Length);
        Assert.Equal(194, InteropKey.MaxLength);
    }

    [Fact]
    public void MissingArray_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => InteropKey.Create("t", "op", null!));
        Assert.Throws<ArgumentNullException>(() => InteropKey.EncodeArguments(null!));
    }

    private static object? Nested(int levels) => levels == 0 ? null : new[] { Nested(levels - 1) };

    private static string Hex(params object?[] arguments) => Convert.ToHexStringLower(InteropKey.EncodeArguments(arguments));

    private static string Refusal(params object?[] arguments) =>
        Assert.Throws<CacheKeyException>(() => InteropKey.Create("t", "op", arguments)).Message;

    private enum OwnEnum
    {
        None,
    }

    private enum LargeEnum : ulong
    {
        Largest = ulong.MaxValue,
    }

    private enum SmallEnum : sbyte
    {
        Least = sbyte.MinValue,
    }

    private enum SmallByteEnum : byte
    {
        One = 1,
    }

    private sealed class OwnSet(int[] items) : IReadOnlySet<int>
    {
        public int Count => items.Length;

        public bool Contains(int item) => items.Contains(item);

        public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public bool IsProperSubsetOf(IEnumerable<int> other) => throw new NotSupportedException();

        public bool IsProperSupersetOf(IEnumerable<int> other) => throw new NotSupportedException();

        public bool IsSubsetOf(IEnumerable<int> other) => throw new NotSupportedException();

        public bool IsSupersetOf(IEnumerable<int> other) => throw new NotSupportedException();

        public bool Overlaps(IEnumerable<int> other) => throw new NotSupportedException();

        public bool SetEquals(IEnumerable<int> other) => throw new NotSupportedException();
    }
}
