using System.Collections.Immutable;
using System.Numerics;
using Cachekit.Protocol;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>The bytes of a shared value are those that every SDK writes for it.</summary>
public sealed class ValueTests : IDisposable
{
    private readonly Scene _scene = new();

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Values.Count)];

    /// <summary>The operation, a value, what another SDK would call it, and the call.</summary>
    private static ValueList Values => new()
    {
        { "bool", true, true, async (values, id) => await values.BoolAsync(id) },
        { "byte", (byte)200, (byte)200, async (values, id) => await values.ByteAsync(id) },
        { "sbyte", (sbyte)-100, (sbyte)-100, async (values, id) => await values.SByteAsync(id) },
        { "short", short.MinValue, short.MinValue, async (values, id) => await values.ShortAsync(id) },
        { "ushort", ushort.MaxValue, ushort.MaxValue, async (values, id) => await values.UShortAsync(id) },
        { "int", int.MinValue, int.MinValue, async (values, id) => await values.IntAsync(id) },
        { "uint", uint.MaxValue, uint.MaxValue, async (values, id) => await values.UIntAsync(id) },
        { "long", long.MinValue, long.MinValue, async (values, id) => await values.LongAsync(id) },
        { "ulong", ulong.MaxValue, ulong.MaxValue, async (values, id) => await values.ULongAsync(id) },
        { "nint", (nint)(-5), (nint)(-5), async (values, id) => await values.NIntAsync(id) },
        { "nuint", (nuint)5, (nuint)5, async (values, id) => await values.NUIntAsync(id) },
        { "int128", (Int128)ulong.MaxValue, (Int128)ulong.MaxValue, async (values, id) => await values.Int128Async(id) },
        { "uint128", (UInt128)5, (UInt128)5, async (values, id) => await values.UInt128Async(id) },
        { "big", -BigInteger.Pow(2, 63), -BigInteger.Pow(2, 63), async (values, id) => await values.BigAsync(id) },
        { "float", 0.1f, (double)0.1f, async (values, id) => await values.FloatAsync(id) },
        { "double", 2.0, 2.0, async (values, id) => await values.DoubleAsync(id) },
        { "half", (Half)1.5, 1.5, async (values, id) => await values.HalfAsync(id) },
        { "decimal", 1.50m, "1.50", async (values, id) => await values.DecimalAsync(id) },
        { "char", 'é', "é", async (values, id) => await values.CharAsync(id) },
        { "text", "\ud83d\ude00", "\ud83d\ude00", async (values, id) => await values.TextAsync(id) },
        { "nothing", null, null, async (values, id) => await values.NothingAsync(id) },
        { "id", Guid.Parse("550E8400-E29B-41D4-A716-446655440000"), "550e8400-e29b-41d4-a716-446655440000", async (values, id) => await values.IdAsync(id) },
        { "instant", new DateTimeOffset(1969, 12, 31, 23, 59, 58, 500, TimeSpan.FromHours(-3)), new DateTimeOffset(1969, 12, 31, 23, 59, 58, 500, TimeSpan.FromHours(-3)), async (values, id) => await values.InstantAsync(id) },
        { "utc", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), async (values, id) => await values.UtcAsync(id) },
        { "unspecified", new DateTime(2024, 1, 1, 0, 0, 0, 5, DateTimeKind.Unspecified), new DateTime(2024, 1, 1, 0, 0, 0, 5, DateTimeKind.Unspecified), async (values, id) => await values.UnspecifiedAsync(id) },
        { "date", new DateOnly(2024, 2, 29), new DateOnly(2024, 2, 29), async (values, id) => await values.DateAsync(id) },
        { "time", new TimeOnly(23, 59, 59, 5), new TimeOnly(23, 59, 59, 5), async (values, id) => await values.TimeAsync(id) },
        { "day", DayOfWeek.Friday, 5, async (values, id) => await values.DayAsync(id) },
        { "bytes", new byte[] { 0, 0xFF }, new byte[] { 0, 0xFF }, async (values, id) => await values.BytesAsync(id) },
        { "memory", new ReadOnlyMemory<byte>([1, 2]), new ReadOnlyMemory<byte>([1, 2]), async (values, id) => await values.MemoryAsync(id) },
        { "intornull", null, null, async (values, id) => await values.IntOrNullAsync(id) },
        { "array", new[] { 3, 1, 2 }, new[] { 3, 1, 2 }, async (values, id) => await values.ArrayAsync(id) },
        { "jagged", new double[][] { [1, 0.5], [] }, new double[][] { [1, 0.5], [] }, async (values, id) => await values.JaggedAsync(id) },
        { "list", new List<string?> { "b", null }, new List<string?> { "b", null }, async (values, id) => await values.ListAsync(id) },
        { "fixed", ImmutableArray.Create(true, false), new[] { true, false }, async (values, id) => await values.FixedAsync(id) },
        { "pair", (1, (string?)"x"), new object[] { 1, "x" }, async (values, id) => await values.PairAsync(id) },
        { "map", new Dictionary<string, double> { ["\ud800\udc00"] = 0.5, ["\uff61"] = 2 }, new Dictionary<string, double> { ["\ud800\udc00"] = 0.5, ["\uff61"] = 2 }, async (values, id) => await values.MapAsync(id) },
        { "nested", new SortedDictionary<string, List<int>> { ["b"] = [1], ["a"] = [] }, new SortedDictionary<string, List<int>> { ["b"] = [1], ["a"] = [] }, async (values, id) => await values.NestedAsync(id) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Value_IsTheOneDocument(int row)
    {
        var (operation, value, tree, call) = Values[row];
        var shelf = new Shelf();
        var id = shelf.Put(value);
        var here = new SharedValues(_scene.Runtime, shelf);

        Assert.Equal(Content(value), Content(await call(here, id)));
        Assert.Equal(Content(value), Content(await call(here, id)));

        Assert.Equal(InteropValue.Encode(tree), _scene.Backend.Peek(InteropKey.Create("values", operation, id)));
        Assert.Equal(Content(value), Content(await call(new SharedValues(_scene.AnotherProcess(), shelf), id)));
        Assert.Equal(1, shelf.Taken);
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>Memories compare by where they are.</summary>
    private static object? Content(object? value) => value is ReadOnlyMemory<byte> memory ? memory.ToArray() : value;

    private sealed class ValueList : List<(string Operation, object? Value, object? Tree, Func<SharedValues, int, Task<object?>> Call)>
    {
        public void Add(string operation, object? value, object? tree, Func<SharedValues, int, Task<object?>> call) => Add((operation, value, tree, call));
    }
}
