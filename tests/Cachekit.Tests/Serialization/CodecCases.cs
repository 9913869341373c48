using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

/// <summary>Every codec with a few values.</summary>
internal static class CodecCases
{
    private static readonly string?[] Texts = ["a", null, "", "ä€\U0001F600"];
    private static readonly int[] Numbers = [3, 1, 2];

    public static IReadOnlyList<CodecCase> All { get; } = [.. Scalars(), .. Sequences(), .. Maps(), .. Composites()];

    private static IEnumerable<CodecCase> Scalars() =>
    [
        CodecCase.Of(nameof(Codecs.Boolean), Codecs.Boolean, true, false),
        CodecCase.Of(nameof(Codecs.Byte), Codecs.Byte, (byte)0, (byte)255),
        CodecCase.Of(nameof(Codecs.SByte), Codecs.SByte, (sbyte)-128, (sbyte)127),
        CodecCase.Of(nameof(Codecs.Int16), Codecs.Int16, short.MinValue, short.MaxValue),
        CodecCase.Of(nameof(Codecs.UInt16), Codecs.UInt16, ushort.MaxValue),
        CodecCase.Of(nameof(Codecs.Int32), Codecs.Int32, int.MinValue, int.MaxValue),
        CodecCase.Of(nameof(Codecs.UInt32), Codecs.UInt32, uint.MaxValue),
        CodecCase.Of(nameof(Codecs.Int64), Codecs.Int64, long.MinValue, long.MaxValue),
        CodecCase.Of(nameof(Codecs.UInt64), Codecs.UInt64, ulong.MaxValue),
        CodecCase.Of(nameof(Codecs.IntPtr), Codecs.IntPtr, nint.MinValue, nint.MaxValue),
        CodecCase.Of(nameof(Codecs.UIntPtr), Codecs.UIntPtr, nuint.MaxValue),
        CodecCase.Of(nameof(Codecs.Char), Codecs.Char, 'a', '€', '\udc00'),
        CodecCase.Of(nameof(Codecs.Single), Codecs.Single, 0.1f, float.NaN),
        CodecCase.Of(nameof(Codecs.Double), Codecs.Double, 0.1, double.NegativeInfinity),
        CodecCase.Of(nameof(Codecs.Half), Codecs.Half, Half.MaxValue, Half.NaN),
        CodecCase.Of(nameof(Codecs.Decimal), Codecs.Decimal, decimal.MinValue, 1.50m),
        CodecCase.Of(nameof(Codecs.Int128), Codecs.Int128, Int128.MinValue, 5),
        CodecCase.Of(nameof(Codecs.UInt128), Codecs.UInt128, UInt128.MaxValue, UInt128.One),
        CodecCase.Of(nameof(Codecs.BigInteger), Codecs.BigInteger, BigInteger.Pow(-3, 301), 5),
        CodecCase.Of(nameof(Codecs.String), Codecs.String, "ä€\U0001F600", null!, "", new string('x', 300)),
        CodecCase.Of(nameof(Codecs.Guid), Codecs.Guid, Guid.Parse("550e8400-e29b-41d4-a716-446655440000")),
        CodecCase.Of(nameof(Codecs.DateTime), Codecs.DateTime, new DateTime(2024, 2, 29, 1, 2, 3, 4, DateTimeKind.Utc), DateTime.MaxValue),
        CodecCase.Of(nameof(Codecs.DateTimeOffset), Codecs.DateTimeOffset, new DateTimeOffset(2024, 2, 29, 1, 2, 3, 4, TimeSpan.FromHours(-3))),
        CodecCase.Of(nameof(Codecs.DateOnly), Codecs.DateOnly, DateOnly.MaxValue),
        CodecCase.Of(nameof(Codecs.TimeOnly), Codecs.TimeOnly, TimeOnly.MaxValue),
        CodecCase.Of(nameof(Codecs.TimeSpan), Codecs.TimeSpan, TimeSpan.MinValue, TimeSpan.FromSeconds(1)),
        CodecCase.Of(nameof(Codecs.Uri), Codecs.Uri, new Uri("http://example.org/ä?b"), new Uri("a/b", UriKind.Relative), null!),
        CodecCase.Of(nameof(Codecs.Version), Codecs.Version, new Version(1, 2, 3, 4), null!),
        CodecCase.Of(nameof(Codecs.Index), Codecs.Index, ^3, 3),
        CodecCase.Of(nameof(Codecs.Range), Codecs.Range, 1..^1),
        CodecCase.Of(nameof(Codecs.Rune), Codecs.Rune, new Rune(0x1F600)),
        CodecCase.Of(nameof(Codecs.ByteArray), Codecs.ByteArray, [1, 2, 3], [], null!),
        CodecCase.Pictured(nameof(Codecs.MemoryOfByte), Codecs.MemoryOfByte, m => m.ToArray(), new byte[] { 1, 2, 3 }),
        CodecCase.Pictured(nameof(Codecs.ReadOnlyMemoryOfByte), Codecs.ReadOnlyMemoryOfByte, m => m.ToArray(), new byte[] { 1, 2, 3 }),
        CodecCase.Pictured(nameof(Codecs.ArraySegmentOfByte), Codecs.ArraySegmentOfByte, s => s.Array is null ? null : s.ToArray(), new byte[] { 1, 2, 3 }, default),
        CodecCase.Of(nameof(Codecs.Enum), Codecs.Enum<DayOfWeek>(), DayOfWeek.Friday, (DayOfWeek)(-1)),
        CodecCase.Of(nameof(Codecs.Nullable), Codecs.Nullable(Codecs.Guid), Guid.Empty, null),
    ];

    private static IEnumerable<CodecCase> Sequences() =>
    [
        CodecCase.Of(nameof(Codecs.Array), Codecs.Array(Codecs.String), Texts!, [], null!),
        CodecCase.Of(nameof(Codecs.Array2D), Codecs.Array2D(Codecs.String), new[,] { { "a", "b", "c" }, { null!, "", "d" } }, new string[0, 7], null!),
        CodecCase.Of(nameof(Codecs.Array3D), Codecs.Array3D(Codecs.Int32), new[,,] { { { 1, 2 }, { 3, 4 } } }, new int[3, 0, 2]),
        CodecCase.Of(nameof(Codecs.Array4D), Codecs.Array4D(Codecs.Int32), new[,,,] { { { { 1, 2, 3 } }, { { 4, 5, 6 } } } }, new int[3, 2, 1, 0]),
        CodecCase.Of(nameof(Codecs.List), Codecs.List(Codecs.String), [.. Texts!], [], null!),
        CodecCase.Of(nameof(Codecs.ListInterface), Codecs.ListInterface(Codecs.String), Texts!, new List<string>(), null!),
        CodecCase.Of(nameof(Codecs.CollectionInterface), Codecs.CollectionInterface(Codecs.String), Texts!, new HashSet<string> { "b", "a" }, null!),
        CodecCase.Of(nameof(Codecs.HashSet), Codecs.HashSet(Codecs.String), [.. Texts!], [], null!),
        CodecCase.Of(nameof(Codecs.SortedSet), Codecs.SortedSet(Codecs.Int32), [.. Numbers], [], null!),
        CodecCase.Of(nameof(Codecs.SetInterface), Codecs.SetInterface(Codecs.String), new HashSet<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.LinkedList), Codecs.LinkedList(Codecs.String), new LinkedList<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.Queue), Codecs.Queue(Codecs.String), new Queue<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.Stack), Codecs.Stack(Codecs.String), new Stack<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.Collection), Codecs.Collection(Codecs.String), new Collection<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ObservableCollection), Codecs.ObservableCollection(Codecs.String), new ObservableCollection<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ReadOnlyCollection), Codecs.ReadOnlyCollection(Codecs.String), new ReadOnlyCollection<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ConcurrentBag), Codecs.ConcurrentBag(Codecs.String), new ConcurrentBag<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ConcurrentQueue), Codecs.ConcurrentQueue(Codecs.String), new ConcurrentQueue<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ConcurrentStack), Codecs.ConcurrentStack(Codecs.String), new ConcurrentStack<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.Enumerable), Codecs.Enumerable(Codecs.String), Texts!, Texts.Skip(1)!, Texts.Where(t => t != "")!, new ConcurrentQueue<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ReadOnlyListInterface), Codecs.ReadOnlyListInterface(Codecs.String), Texts!, null!),
        CodecCase.Of(nameof(Codecs.ReadOnlyCollectionInterface), Codecs.ReadOnlyCollectionInterface(Codecs.String), Texts!, new Queue<string>(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ReadOnlySetInterface), Codecs.ReadOnlySetInterface(Codecs.String), new HashSet<string>(Texts!), null!),
        CodecCase.Pictured(nameof(Codecs.ImmutableArray), Codecs.ImmutableArray(Codecs.String), a => a.IsDefault ? null : a.ToArray(), [.. Texts!], [], default),
        CodecCase.Of(nameof(Codecs.ImmutableList), Codecs.ImmutableList(Codecs.String), [.. Texts!], null!),
        CodecCase.Of(nameof(Codecs.ImmutableListInterface), Codecs.ImmutableListInterface(Codecs.String), ImmutableList.Create(Texts!), null!),
        CodecCase.Pictured(nameof(Codecs.ImmutableHashSet), Codecs.ImmutableHashSet(Codecs.String), Sorted, [.. Texts!], null!),
        CodecCase.Pictured(nameof(Codecs.ImmutableSetInterface), Codecs.ImmutableSetInterface(Codecs.String), Sorted, ImmutableHashSet.Create(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ImmutableSortedSet), Codecs.ImmutableSortedSet(Codecs.Int32), [.. Numbers], null!),
        CodecCase.Of(nameof(Codecs.ImmutableQueue), Codecs.ImmutableQueue(Codecs.String), ImmutableQueue.Create(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ImmutableQueueInterface), Codecs.ImmutableQueueInterface(Codecs.String), ImmutableQueue.Create(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ImmutableStack), Codecs.ImmutableStack(Codecs.String), ImmutableStack.Create(Texts!), null!),
        CodecCase.Of(nameof(Codecs.ImmutableStackInterface), Codecs.ImmutableStackInterface(Codecs.String), ImmutableStack.Create(Texts!), null!),
        CodecCase.Pictured(nameof(Codecs.FrozenSet), Codecs.FrozenSet(Codecs.String), Sorted, ((IEnumerable<string>)Texts!).ToFrozenSet(), null!),
    ];

    private static IEnumerable<CodecCase> Maps()
    {
        var map = new Dictionary<string, int> { ["b"] = 2, ["a"] = 1, [""] = 0 };
        return
        [
            CodecCase.Of(nameof(Codecs.Dictionary), Codecs.Dictionary(Codecs.String, Codecs.Int32), map, [], null!),
            CodecCase.Of(nameof(Codecs.Dictionary) + " of numbers", Codecs.Dictionary(Codecs.Int32, Codecs.Guid), new Dictionary<int, Guid> { [-1] = default }),
            CodecCase.Of(nameof(Codecs.DictionaryInterface), Codecs.DictionaryInterface(Codecs.String, Codecs.Int32), map, null!),
            CodecCase.Of(nameof(Codecs.ReadOnlyDictionaryInterface), Codecs.ReadOnlyDictionaryInterface(Codecs.String, Codecs.Int32), map, null!),
            CodecCase.Of(nameof(Codecs.ReadOnlyDictionary), Codecs.ReadOnlyDictionary(Codecs.String, Codecs.Int32), new(map), null!),
            CodecCase.Of(nameof(Codecs.SortedDictionary), Codecs.SortedDictionary(Codecs.String, Codecs.Int32), new(map), null!),
            CodecCase.Of(nameof(Codecs.SortedList), Codecs.SortedList(Codecs.String, Codecs.Int32), new(map), null!),
            CodecCase.Pictured(nameof(Codecs.ConcurrentDictionary), Codecs.ConcurrentDictionary(Codecs.String, Codecs.Int32), Sorted, new(map), null!),
            CodecCase.Pictured(nameof(Codecs.ImmutableDictionary), Codecs.ImmutableDictionary(Codecs.String, Codecs.Int32), Sorted, map.ToImmutableDictionary(), null!),
            CodecCase.Pictured(nameof(Codecs.ImmutableDictionaryInterface), Codecs.ImmutableDictionaryInterface(Codecs.String, Codecs.Int32), Sorted, map.ToImmutableDictionary(), null!),
            CodecCase.Of(nameof(Codecs.ImmutableSortedDictionary), Codecs.ImmutableSortedDictionary(Codecs.String, Codecs.Int32), map.ToImmutableSortedDictionary(), null!),
            CodecCase.Pictured(nameof(Codecs.FrozenDictionary), Codecs.FrozenDictionary(Codecs.String, Codecs.Int32), Sorted, map.ToFrozenDictionary(), null!),
        ];
    }

    private static IEnumerable<CodecCase> Composites() =>
    [
        CodecCase.Of(nameof(Codecs.KeyValuePair), Codecs.KeyValuePair(Codecs.String, Codecs.Int32), new KeyValuePair<string, int>("a", 1)),
        CodecCase.Of(
            nameof(Codecs.Dictionary) + " of lists of dates",
            Codecs.Dictionary(Codecs.Guid, Codecs.List(Codecs.Nullable(Codecs.DateTimeOffset))),
            new Dictionary<Guid, List<DateTimeOffset?>> { [Guid.Empty] = [null, DateTimeOffset.UnixEpoch] }),
        CodecCase.Of(nameof(Codecs.List) + " of decimals", Codecs.List(Codecs.Decimal), [1m, 2.50m, -3m]),
        CodecCase.Pictured(nameof(Codecs.Array) + " of pairs", Codecs.Array(Codecs.KeyValuePair(Codecs.Decimal, Codecs.ByteArray)), p => p.Select(x => (x.Key, Convert.ToHexString(x.Value))), [new KeyValuePair<decimal, byte[]>(1, [1]), new KeyValuePair<decimal, byte[]>(2, [])]),
    ];

    private static object? Sorted(IEnumerable<string?>? items) => items?.OrderBy(i => i, StringComparer.Ordinal).ToArray();

    private static object? Sorted(IEnumerable<KeyValuePair<string, int>>? pairs) => pairs?.OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
}
