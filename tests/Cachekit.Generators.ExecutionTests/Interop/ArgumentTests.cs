using System.Collections.Immutable;
using System.Numerics;
using Cachekit.Protocol;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>The key of a shared method is the one that every SDK makes of the same arguments.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly Scene _scene = new();

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Calls.Count)];

    /// <summary>The operation, an argument, the call with it, and the key that the handle tells.</summary>
    private static CallList Calls => new()
    {
        { "bool", true, (a, value) => a.Bool((bool)value!), (a, value) => a.Cached.Bool.Key((bool)value!) },
        { "bool", false, (a, value) => a.Bool((bool)value!), (a, value) => a.Cached.Bool.Key((bool)value!) },
        { "byte", (byte)0, (a, value) => a.Byte((byte)value!), (a, value) => a.Cached.Byte.Key((byte)value!) },
        { "byte", byte.MaxValue, (a, value) => a.Byte((byte)value!), (a, value) => a.Cached.Byte.Key((byte)value!) },
        { "sbyte", sbyte.MinValue, (a, value) => a.SByte((sbyte)value!), (a, value) => a.Cached.SByte.Key((sbyte)value!) },
        { "sbyte", (sbyte)5, (a, value) => a.SByte((sbyte)value!), (a, value) => a.Cached.SByte.Key((sbyte)value!) },
        { "short", short.MinValue, (a, value) => a.Short((short)value!), (a, value) => a.Cached.Short.Key((short)value!) },
        { "ushort", ushort.MaxValue, (a, value) => a.UShort((ushort)value!), (a, value) => a.Cached.UShort.Key((ushort)value!) },
        { "int", 0, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "int", 127, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "int", 128, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "int", -32, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "int", -33, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "int", int.MaxValue, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "int", int.MinValue, (a, value) => a.Int((int)value!), (a, value) => a.Cached.Int.Key((int)value!) },
        { "uint", uint.MaxValue, (a, value) => a.UInt((uint)value!), (a, value) => a.Cached.UInt.Key((uint)value!) },
        { "long", long.MinValue, (a, value) => a.Long((long)value!), (a, value) => a.Cached.Long.Key((long)value!) },
        { "long", long.MaxValue, (a, value) => a.Long((long)value!), (a, value) => a.Cached.Long.Key((long)value!) },
        { "ulong", ulong.MaxValue, (a, value) => a.ULong((ulong)value!), (a, value) => a.Cached.ULong.Key((ulong)value!) },
        { "nint", (nint)(-5), (a, value) => a.NInt((nint)value!), (a, value) => a.Cached.NInt.Key((nint)value!) },
        { "nuint", (nuint)5, (a, value) => a.NUInt((nuint)value!), (a, value) => a.Cached.NUInt.Key((nuint)value!) },
        { "int128", (Int128)long.MinValue, (a, value) => a.Int128((Int128)value!), (a, value) => a.Cached.Int128.Key((Int128)value!) },
        { "int128", (Int128)ulong.MaxValue, (a, value) => a.Int128((Int128)value!), (a, value) => a.Cached.Int128.Key((Int128)value!) },
        { "uint128", (UInt128)ulong.MaxValue, (a, value) => a.UInt128((UInt128)value!), (a, value) => a.Cached.UInt128.Key((UInt128)value!) },
        { "big", BigInteger.Pow(2, 64) - 1, (a, value) => a.Big((BigInteger)value!), (a, value) => a.Cached.Big.Key((BigInteger)value!) },
        { "big", -BigInteger.Pow(2, 63), (a, value) => a.Big((BigInteger)value!), (a, value) => a.Cached.Big.Key((BigInteger)value!) },
        { "float", 0.1f, (a, value) => a.Float((float)value!), (a, value) => a.Cached.Float.Key((float)value!) },
        { "float", 2f, (a, value) => a.Float((float)value!), (a, value) => a.Cached.Float.Key((float)value!) },
        { "float", -0f, (a, value) => a.Float((float)value!), (a, value) => a.Cached.Float.Key((float)value!) },
        { "double", 0.1, (a, value) => a.Double((double)value!), (a, value) => a.Cached.Double.Key((double)value!) },
        { "double", 2.0, (a, value) => a.Double((double)value!), (a, value) => a.Cached.Double.Key((double)value!) },
        { "double", -0.0, (a, value) => a.Double((double)value!), (a, value) => a.Cached.Double.Key((double)value!) },
        { "double", 1e300, (a, value) => a.Double((double)value!), (a, value) => a.Cached.Double.Key((double)value!) },
        { "double", 18446744073709551616.0, (a, value) => a.Double((double)value!), (a, value) => a.Cached.Double.Key((double)value!) },
        { "double", -9223372036854775808.0, (a, value) => a.Double((double)value!), (a, value) => a.Cached.Double.Key((double)value!) },
        { "half", (Half)1.5, (a, value) => a.Half((Half)value!), (a, value) => a.Cached.Half.Key((Half)value!) },
        { "decimal", 1.50m, (a, value) => a.Decimal((decimal)value!), (a, value) => a.Cached.Decimal.Key((decimal)value!) },
        { "decimal", -0.0000001m, (a, value) => a.Decimal((decimal)value!), (a, value) => a.Cached.Decimal.Key((decimal)value!) },
        { "char", 'x', (a, value) => a.Char((char)value!), (a, value) => a.Cached.Char.Key((char)value!) },
        { "char", 'é', (a, value) => a.Char((char)value!), (a, value) => a.Cached.Char.Key((char)value!) },
        { "text", "a", (a, value) => a.Text((string?)value), (a, value) => a.Cached.Text.Key((string?)value) },
        { "text", "", (a, value) => a.Text((string?)value), (a, value) => a.Cached.Text.Key((string?)value) },
        { "text", "\u00e9 \ud83d\ude00", (a, value) => a.Text((string?)value), (a, value) => a.Cached.Text.Key((string?)value) },
        { "text", null, (a, value) => a.Text((string?)value), (a, value) => a.Cached.Text.Key((string?)value) },
        { "id", Guid.Parse("550E8400-E29B-41D4-A716-446655440000"), (a, value) => a.Id((Guid)value!), (a, value) => a.Cached.Id.Key((Guid)value!) },
        { "instant", new DateTimeOffset(1969, 12, 31, 23, 59, 58, 500, TimeSpan.Zero), (a, value) => a.Instant((DateTimeOffset)value!), (a, value) => a.Cached.Instant.Key((DateTimeOffset)value!) },
        { "instant", new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.FromHours(2)).AddTicks(1234567), (a, value) => a.Instant((DateTimeOffset)value!), (a, value) => a.Cached.Instant.Key((DateTimeOffset)value!) },
        { "utc", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), (a, value) => a.Utc((DateTime)value!), (a, value) => a.Cached.Utc.Key((DateTime)value!) },
        { "day", DayOfWeek.Friday, (a, value) => a.Day((DayOfWeek)value!), (a, value) => a.Cached.Day.Key((DayOfWeek)value!) },
        { "bytes", new byte[] { 0, 0xFF }, (a, value) => a.Bytes((byte[])value!), (a, value) => a.Cached.Bytes.Key((byte[])value!) },
        { "bytes", Array.Empty<byte>(), (a, value) => a.Bytes((byte[])value!), (a, value) => a.Cached.Bytes.Key((byte[])value!) },
        { "memory", new Memory<byte>([1, 2]), (a, value) => a.Memory((Memory<byte>)value!), (a, value) => a.Cached.Memory.Key((Memory<byte>)value!) },
        { "readonly", new ReadOnlyMemory<byte>([1, 2]), (a, value) => a.ReadOnly((ReadOnlyMemory<byte>)value!), (a, value) => a.Cached.ReadOnly.Key((ReadOnlyMemory<byte>)value!) },
        { "segment", new ArraySegment<byte>([1, 2, 3], 1, 2), (a, value) => a.Segment((ArraySegment<byte>)value!), (a, value) => a.Cached.Segment.Key((ArraySegment<byte>)value!) },
        { "file", new FileInfo("/a/b.txt"), (a, value) => a.File((FileInfo)value!), (a, value) => a.Cached.File.Key((FileInfo)value!) },
        { "folder", new DirectoryInfo("/a/b"), (a, value) => a.Folder((DirectoryInfo)value!), (a, value) => a.Cached.Folder.Key((DirectoryInfo)value!) },
        { "intornull", (int?)3, (a, value) => a.IntOrNull((int?)value), (a, value) => a.Cached.IntOrNull.Key((int?)value) },
        { "intornull", null, (a, value) => a.IntOrNull((int?)value), (a, value) => a.Cached.IntOrNull.Key((int?)value) },
        { "instantornull", (DateTimeOffset?)DateTimeOffset.UnixEpoch, (a, value) => a.InstantOrNull((DateTimeOffset?)value), (a, value) => a.Cached.InstantOrNull.Key((DateTimeOffset?)value) },
        { "instantornull", null, (a, value) => a.InstantOrNull((DateTimeOffset?)value), (a, value) => a.Cached.InstantOrNull.Key((DateTimeOffset?)value) },
        { "array", new[] { 3, 1, 2 }, (a, value) => a.Array((int[])value!), (a, value) => a.Cached.Array.Key((int[])value!) },
        { "array", Array.Empty<int>(), (a, value) => a.Array((int[])value!), (a, value) => a.Cached.Array.Key((int[])value!) },
        { "jagged", new double[][] { [1, 0.5], [] }, (a, value) => a.Jagged((double[][])value!), (a, value) => a.Cached.Jagged.Key((double[][])value!) },
        { "list", new List<string?> { "b", null, "a" }, (a, value) => a.List((List<string?>)value!), (a, value) => a.Cached.List.Key((List<string?>)value!) },
        { "readonlylist", new[] { DateTimeOffset.UnixEpoch.AddSeconds(0.25) }, (a, value) => a.ReadOnlyList((IReadOnlyList<DateTimeOffset>)value!), (a, value) => a.Cached.ReadOnlyList.Key((IReadOnlyList<DateTimeOffset>)value!) },
        { "fixed", ImmutableArray.Create(true, false), (a, value) => a.Fixed((ImmutableArray<bool>)value!), (a, value) => a.Cached.Fixed.Key((ImmutableArray<bool>)value!) },
        { "pair", (1, "x"), (a, value) => a.Pair(((int, string?))value!), (a, value) => a.Cached.Pair.Key(((int, string?))value!) },
        { "long8", (1, 2, 3, 4, 5, 6, 7, 8), (a, value) => a.Long8(((int, int, int, int, int, int, int, int))value!), (a, value) => a.Cached.Long8.Key(((int, int, int, int, int, int, int, int))value!) },
        { "oldpair", Tuple.Create(1, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)), (a, value) => a.OldPair((Tuple<int, DateTime>)value!), (a, value) => a.Cached.OldPair.Key((Tuple<int, DateTime>)value!) },
        { "map", new Dictionary<string, double> { ["\uff61"] = 2, ["\ud800\udc00"] = 0.5, ["a"] = 1 }, (a, value) => a.Map((Dictionary<string, double>)value!), (a, value) => a.Cached.Map.Key((Dictionary<string, double>)value!) },
        { "readonlymap", new SortedDictionary<string, List<int>> { ["b"] = [1], ["a"] = [] }, (a, value) => a.ReadOnlyMap((IReadOnlyDictionary<string, List<int>>)value!), (a, value) => a.Cached.ReadOnlyMap.Key((IReadOnlyDictionary<string, List<int>>)value!) },
        { "set", new HashSet<int> { 300, 1, -5 }, (a, value) => a.Set((HashSet<int>)value!), (a, value) => a.Cached.Set.Key((HashSet<int>)value!) },
        { "texts", new HashSet<string> { "b", "a", "aa" }, (a, value) => a.Texts((ISet<string>)value!), (a, value) => a.Cached.Texts.Key((ISet<string>)value!) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Key_IsTheOneOfThePublicPrimitive(int row)
    {
        var (operation, argument, call, key) = Calls[row];
        var expected = InteropKey.Create("arguments", operation, [argument]);
        var arguments = new SharedArguments(_scene.Runtime);

        Assert.Equal(1, call(arguments, argument));
        Assert.Equal(1, call(arguments, argument));

        Assert.Equal(expected, key(arguments, argument));
        Assert.Equal([expected], _scene.Backend.Keys);
        Assert.Equal(1, call(new SharedArguments(_scene.AnotherProcess()), argument));
    }

    public void Dispose() => _scene.Dispose();

    private sealed class CallList : List<(string Operation, object? Argument, Func<SharedArguments, object?, int> Call, Func<SharedArguments, object?, string> Key)>
    {
        public void Add(string operation, object? argument, Func<SharedArguments, object?, int> call, Func<SharedArguments, object?, string> key) =>
            Add((operation, argument, call, key));
    }
}
