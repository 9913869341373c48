using System.Collections;
using System.Collections.ObjectModel;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

/// <summary>A decoded instance of a read-only interface is shared by all callers: whatever it is cast to, it must not change.</summary>
public sealed class ReadOnlyCollectionTests
{
    public static TheoryData<string, object> Decoded => new()
    {
        { "IEnumerable", Encoded.RoundTrip(Codecs.Enumerable(Codecs.Int32), [1, 2]) },
        { "IReadOnlyList", Encoded.RoundTrip(Codecs.ReadOnlyListInterface(Codecs.Int32), [1, 2]) },
        { "IReadOnlyCollection", Encoded.RoundTrip(Codecs.ReadOnlyCollectionInterface(Codecs.Int32), [1, 2]) },
        { "IReadOnlySet", Encoded.RoundTrip(Codecs.ReadOnlySetInterface(Codecs.Int32), new HashSet<int> { 1, 2 }) },
        { "IReadOnlyDictionary", Encoded.RoundTrip(Codecs.ReadOnlyDictionaryInterface(Codecs.Int32, Codecs.Int32), new Dictionary<int, int> { [1] = 1, [2] = 2 }) },
        { "ReadOnlyCollection", Encoded.RoundTrip(Codecs.ReadOnlyCollection(Codecs.Int32), new ReadOnlyCollection<int>([1, 2])) },
    };

    [Theory]
    [MemberData(nameof(Decoded))]
    public void NoCast_ChangesAnything(string name, object value)
    {
        Assert.False(value is int[] or List<int> or HashSet<int> or Dictionary<int, int>, name);
        var before = Picture(value);

        if (value is ICollection<int> collection)
        {
            Assert.True(collection.IsReadOnly);
            Refuses(() => collection.Add(3));
            Refuses(() => collection.Remove(1));
            Refuses(collection.Clear);
        }

        if (value is IList<int> list)
        {
            Refuses(() => list[0] = 3);
            Refuses(() => list.Insert(0, 3));
            Refuses(() => list.RemoveAt(0));
        }

        if (value is IList untyped)
        {
            Refuses(() => untyped[0] = 3);
            Refuses(() => untyped.Add(3));
            Refuses(untyped.Clear);
        }

        if (value is ICollection<KeyValuePair<int, int>> pairs)
        {
            Assert.True(pairs.IsReadOnly);
            Refuses(() => pairs.Add(new(3, 3)));
            Refuses(() => pairs.Remove(new(1, 1)));
            Refuses(pairs.Clear);
        }

        Assert.False(value is IDictionary<int, int> or IDictionary or ISet<int>, name);
        if (value is ICollection old)
        {
            // The class library's read-only wrappers hand out the collection inside them here.
            var root = Record.Exception(() => Assert.False(old.SyncRoot is IList or IDictionary or ISet<int>, name));
            Assert.True(root is null or NotSupportedException, name);
        }

        if (value is IReadOnlyDictionary<int, int> map)
        {
            Assert.False(map.Keys is ICollection || map.Values is ICollection, name);
        }

        Assert.Equal(before, Picture(value));
    }

    [Fact]
    public void Set_AnswersAsTheInterfaceSays()
    {
        var set = Encoded.RoundTrip(Codecs.ReadOnlySetInterface(Codecs.String), new HashSet<string> { "b", "a" });
        Assert.Equal(2, set.Count);
        Assert.Equal(["b", "a"], set);
        Assert.True(set.Contains("a"));
        Assert.False(set.Contains("A"));
        Assert.True(set.SetEquals(["a", "b"]));
        Assert.True(set.IsSubsetOf(["a", "b"]) && set.IsSupersetOf(["a"]) && set.IsProperSubsetOf(["a", "b", "c"]) && set.IsProperSupersetOf(["a"]));
        Assert.True(set.Overlaps(["a", "z"]));
        var copy = new string[3];
        ((ICollection<string>)set).CopyTo(copy, 1);
        Assert.Equal("b,a", string.Join(',', copy[1..]));
    }

    [Fact]
    public void Dictionary_AnswersAsTheInterfaceSays()
    {
        var map = Encoded.RoundTrip(Codecs.ReadOnlyDictionaryInterface(Codecs.String, Codecs.Int32), new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 });
        Assert.Equal(2, map.Count);
        Assert.Equal(["b", "a"], map.Keys);
        Assert.Equal([2, 1], map.Values);
        Assert.Equal(1, map["a"]);
        Assert.True(map.TryGetValue("b", out var two));
        Assert.Equal(2, two);
        Assert.False(map.TryGetValue("c", out _));
        Assert.True(map.ContainsKey("a"));
        Assert.Throws<KeyNotFoundException>(() => map["c"]);
        Assert.Contains(new KeyValuePair<string, int>("a", 1), (ICollection<KeyValuePair<string, int>>)map);
        Assert.Equal([new("b", 2), new("a", 1)], map.ToArray());
    }

    private static string Picture(object value) => string.Join(',', ((IEnumerable)value).Cast<object>());

    private static void Refuses(Action change) => Assert.ThrowsAny<NotSupportedException>(change);
}
