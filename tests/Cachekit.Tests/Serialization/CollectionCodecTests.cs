using System.Collections;
using System.Collections.Concurrent;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class CollectionCodecTests
{
    [Fact]
    public void Sequences_AreArrays()
    {
        Assert.Equal("93010203", Encoded.Hex(Codecs.Array(Codecs.Int32), [1, 2, 3]));
        Assert.Equal("93010203", Encoded.Hex(Codecs.List(Codecs.Int32), [1, 2, 3]));
        Assert.Equal("93010203", Encoded.Hex(Codecs.Enumerable(Codecs.Int32), Enumerable.Range(1, 3)));
        Assert.Equal("93010203", Encoded.Hex(Codecs.Enumerable(Codecs.Int32), Enumerable.Range(1, 5).Where(i => i < 4)));
        Assert.Equal("93010203", Encoded.Hex(Codecs.ImmutableArray(Codecs.Int32), [1, 2, 3]));
        Assert.Equal("93010203", Encoded.Hex(Codecs.Array(Codecs.Byte), [1, 2, 3]));
        Assert.Equal("9292a161c090", Encoded.Hex(Codecs.Array(Codecs.Array(Codecs.String)), [["a", null], []]));
        Assert.Equal("90", Encoded.Hex(Codecs.List(Codecs.Int32), []));
        Assert.Equal("c0", Encoded.Hex(Codecs.List(Codecs.Int32), null));
    }

    [Fact]
    public void Dictionaries_AreMaps()
    {
        Assert.Equal("82a16201a16102", Encoded.Hex(Codecs.Dictionary(Codecs.String, Codecs.Int32), new() { ["b"] = 1, ["a"] = 2 }));
        Assert.Equal("8107c3", Encoded.Hex(Codecs.DictionaryInterface(Codecs.Int32, Codecs.Boolean), new SortedList<int, bool> { [7] = true }));
        Assert.Equal("8107c3", Encoded.Hex(Codecs.ReadOnlyDictionaryInterface(Codecs.Int32, Codecs.Boolean), new OnlyReadable(7, true)));
        Assert.Equal("80", Encoded.Hex(Codecs.Dictionary(Codecs.String, Codecs.Int32), []));
        Assert.Equal("c0", Encoded.Hex(Codecs.Dictionary(Codecs.String, Codecs.Int32), null));
    }

    [Fact]
    public void Pair_IsAnArrayOfTwo()
    {
        Assert.Equal("92a16107", Encoded.Hex(Codecs.KeyValuePair(Codecs.String, Codecs.Int32), new("a", 7)));
        Assert.Contains("pair", Encoded.Refusal(Codecs.KeyValuePair(Codecs.String, Codecs.Int32), "93a1610707"), StringComparison.Ordinal);
    }

    [Fact]
    public void Stacks_AreWrittenTopFirst()
    {
        Assert.Equal("93030201", Encoded.Hex(Codecs.Stack(Codecs.Int32), new Stack<int>([1, 2, 3])));
        Assert.Equal("93030201", Encoded.Hex(Codecs.ConcurrentStack(Codecs.Int32), new ConcurrentStack<int>([1, 2, 3])));
        Assert.Equal("93030201", Encoded.Hex(Codecs.ImmutableStack(Codecs.Int32), [1, 2, 3]));
        Assert.Equal(3, Encoded.Decode(Codecs.Stack(Codecs.Int32), "93030201").Pop());
    }

    [Fact]
    public void RepeatedKey_TakesTheLastValue()
    {
        const string Twice = "83 a16101 a16202 a16103";
        Assert.Equal(3, Encoded.Decode(Codecs.Dictionary(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.ReadOnlyDictionaryInterface(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.SortedDictionary(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.SortedList(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.ConcurrentDictionary(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.ImmutableDictionary(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.ImmutableSortedDictionary(Codecs.String, Codecs.Int32), Twice)["a"]);
        Assert.Equal(3, Encoded.Decode(Codecs.FrozenDictionary(Codecs.String, Codecs.Int32), Twice)["a"]);
    }

    [Fact]
    public void NilAsKey_IsRefused() =>
        Assert.Contains("key", Encoded.Refusal(Codecs.Dictionary(Codecs.String, Codecs.Int32), "81c001"), StringComparison.Ordinal);

    [Fact]
    public void WrongItem_IsReportedWithItsPlace() => Assert.Contains(
        "Expected an integer at byte 3",
        Encoded.Refusal(Codecs.List(Codecs.Int32), "93 01 02 a0"),
        StringComparison.Ordinal);

    [Fact]
    public void CollectionThatLiesAboutItsCount_IsRefused()
    {
        var exception = Assert.Throws<CacheSerializationException>(() => Encoded.Hex(Codecs.CollectionInterface(Codecs.Int32), new Liar()));
        Assert.Contains("changed while", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DepthLimit_IsTheSameForWritingAndReading()
    {
        Assert.Equal(64, Depth(Encoded.RoundTrip(new NestedCodec(), Nested.OfDepth(64))));
        Assert.Contains("64", Assert.Throws<CacheSerializationException>(() => Encoded.Hex(new NestedCodec(), Nested.OfDepth(65))).Message, StringComparison.Ordinal);

        var tooDeep = string.Concat(Enumerable.Repeat("91", 64)) + "90";
        Assert.Throws<DecodeBoundsException>(() => Encoded.Decode(new NestedCodec(), tooDeep));
        var reader = new byte[65];
        Array.Fill(reader, (byte)0x91, 0, 64);
        reader[64] = 0x90;
        Assert.Contains("64", Assert.Throws<CacheSerializationException>(() => ReadOnly(reader)).Message, StringComparison.Ordinal);

        static Nested ReadOnly(byte[] bytes)
        {
            var reader = new MessagePackReader(bytes);
            return new NestedCodec().Read(ref reader)!;
        }
    }

    [Fact]
    public void ValueThatContainsItself_IsRefusedInsteadOfRunningForEver()
    {
        var loop = new Nested();
        loop.Items.Add(loop);
        Assert.Contains("contains itself", Assert.Throws<CacheSerializationException>(() => Encoded.Hex(new NestedCodec(), loop)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void CollectionsOfAnySize_ComeBack(int count)
    {
        var items = Enumerable.Range(0, count).ToArray();
        Assert.Equal(items, Encoded.RoundTrip(Codecs.Array(Codecs.Int32), items));
        Assert.Equal(items, Encoded.RoundTrip(Codecs.List(Codecs.Int32), [.. items]));
        Assert.Equal(items, Encoded.RoundTrip(Codecs.Queue(Codecs.Int32), new(items)));
        var map = items.ToDictionary(i => i, i => (decimal)i);
        Assert.Equal(map, Encoded.RoundTrip(Codecs.Dictionary(Codecs.Int32, Codecs.Decimal), map));
        Assert.Equal(map, Encoded.RoundTrip(Codecs.SortedDictionary(Codecs.Int32, Codecs.Decimal), new(map)));
    }

    private static int Depth(Nested? nested) => nested is null ? 0 : 1 + Depth(nested.Items.FirstOrDefault());

    private sealed class Nested
    {
        public List<Nested> Items { get; init; } = [];

        public static Nested OfDepth(int depth) => depth == 1 ? new Nested() : new Nested { Items = [OfDepth(depth - 1)] };
    }

    private sealed class NestedCodec : ValueCodec<Nested?>
    {
        public override void Write(ref MessagePackWriter writer, Nested? value) => Codecs.List(this!).Write(ref writer, value!.Items!);

        public override Nested? Read(ref MessagePackReader reader) => new() { Items = Codecs.List(this!).Read(ref reader)! };
    }

    private sealed class Liar : ICollection<int>
    {
        public int Count => 2;

        public bool IsReadOnly => true;

        public void Add(int item) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public bool Contains(int item) => false;

        public void CopyTo(int[] array, int arrayIndex) => throw new NotSupportedException();

        public bool Remove(int item) => false;

        public IEnumerator<int> GetEnumerator()
        {
            yield return 1;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class OnlyReadable(int key, bool value) : IReadOnlyDictionary<int, bool>
    {
        public int Count => 1;

        public IEnumerable<int> Keys => [key];

        public IEnumerable<bool> Values => [value];

        public bool this[int wanted] => value;

        public bool ContainsKey(int wanted) => wanted == key;

        public bool TryGetValue(int wanted, out bool found)
        {
            found = value;
            return wanted == key;
        }

        public IEnumerator<KeyValuePair<int, bool>> GetEnumerator()
        {
            yield return new(key, value);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
