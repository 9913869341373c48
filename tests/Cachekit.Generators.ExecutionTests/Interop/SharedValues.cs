using System.Collections.Immutable;
using System.Numerics;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>A shared method for every type that a value can have; what it returns was put on the shelf.</summary>
public sealed partial class SharedValues(CachekitRuntime runtime, Shelf shelf)
{
    [Cache(Interop = "bool", Namespace = "values")]
    public partial Task<bool> BoolAsync(int id);

    private Task<bool> BoolCoreAsync(int id) => Task.FromResult(shelf.Take<bool>(id));

    [Cache(Interop = "byte", Namespace = "values")]
    public partial Task<byte> ByteAsync(int id);

    private Task<byte> ByteCoreAsync(int id) => Task.FromResult(shelf.Take<byte>(id));

    [Cache(Interop = "sbyte", Namespace = "values")]
    public partial Task<sbyte> SByteAsync(int id);

    private Task<sbyte> SByteCoreAsync(int id) => Task.FromResult(shelf.Take<sbyte>(id));

    [Cache(Interop = "short", Namespace = "values")]
    public partial Task<short> ShortAsync(int id);

    private Task<short> ShortCoreAsync(int id) => Task.FromResult(shelf.Take<short>(id));

    [Cache(Interop = "ushort", Namespace = "values")]
    public partial Task<ushort> UShortAsync(int id);

    private Task<ushort> UShortCoreAsync(int id) => Task.FromResult(shelf.Take<ushort>(id));

    [Cache(Interop = "int", Namespace = "values")]
    public partial Task<int> IntAsync(int id);

    private Task<int> IntCoreAsync(int id) => Task.FromResult(shelf.Take<int>(id));

    [Cache(Interop = "uint", Namespace = "values")]
    public partial Task<uint> UIntAsync(int id);

    private Task<uint> UIntCoreAsync(int id) => Task.FromResult(shelf.Take<uint>(id));

    [Cache(Interop = "long", Namespace = "values")]
    public partial Task<long> LongAsync(int id);

    private Task<long> LongCoreAsync(int id) => Task.FromResult(shelf.Take<long>(id));

    [Cache(Interop = "ulong", Namespace = "values")]
    public partial Task<ulong> ULongAsync(int id);

    private Task<ulong> ULongCoreAsync(int id) => Task.FromResult(shelf.Take<ulong>(id));

    [Cache(Interop = "nint", Namespace = "values")]
    public partial Task<nint> NIntAsync(int id);

    private Task<nint> NIntCoreAsync(int id) => Task.FromResult(shelf.Take<nint>(id));

    [Cache(Interop = "nuint", Namespace = "values")]
    public partial Task<nuint> NUIntAsync(int id);

    private Task<nuint> NUIntCoreAsync(int id) => Task.FromResult(shelf.Take<nuint>(id));

    [Cache(Interop = "int128", Namespace = "values")]
    public partial Task<Int128> Int128Async(int id);

    private Task<Int128> Int128CoreAsync(int id) => Task.FromResult(shelf.Take<Int128>(id));

    [Cache(Interop = "uint128", Namespace = "values")]
    public partial Task<UInt128> UInt128Async(int id);

    private Task<UInt128> UInt128CoreAsync(int id) => Task.FromResult(shelf.Take<UInt128>(id));

    [Cache(Interop = "big", Namespace = "values")]
    public partial Task<BigInteger> BigAsync(int id);

    private Task<BigInteger> BigCoreAsync(int id) => Task.FromResult(shelf.Take<BigInteger>(id));

    [Cache(Interop = "float", Namespace = "values")]
    public partial Task<float> FloatAsync(int id);

    private Task<float> FloatCoreAsync(int id) => Task.FromResult(shelf.Take<float>(id));

    [Cache(Interop = "double", Namespace = "values")]
    public partial Task<double> DoubleAsync(int id);

    private Task<double> DoubleCoreAsync(int id) => Task.FromResult(shelf.Take<double>(id));

    [Cache(Interop = "half", Namespace = "values")]
    public partial Task<Half> HalfAsync(int id);

    private Task<Half> HalfCoreAsync(int id) => Task.FromResult(shelf.Take<Half>(id));

    [Cache(Interop = "decimal", Namespace = "values")]
    public partial Task<decimal> DecimalAsync(int id);

    private Task<decimal> DecimalCoreAsync(int id) => Task.FromResult(shelf.Take<decimal>(id));

    [Cache(Interop = "char", Namespace = "values")]
    public partial Task<char> CharAsync(int id);

    private Task<char> CharCoreAsync(int id) => Task.FromResult(shelf.Take<char>(id));

    [Cache(Interop = "text", Namespace = "values")]
    public partial Task<string?> TextAsync(int id);

    private Task<string?> TextCoreAsync(int id) => Task.FromResult(shelf.Take<string?>(id));

    [Cache(Interop = "nothing", Namespace = "values")]
    public partial Task<string?> NothingAsync(int id);

    private Task<string?> NothingCoreAsync(int id) => Task.FromResult(shelf.Take<string?>(id));

    [Cache(Interop = "id", Namespace = "values")]
    public partial Task<Guid> IdAsync(int id);

    private Task<Guid> IdCoreAsync(int id) => Task.FromResult(shelf.Take<Guid>(id));

    [Cache(Interop = "instant", Namespace = "values")]
    public partial Task<DateTimeOffset> InstantAsync(int id);

    private Task<DateTimeOffset> InstantCoreAsync(int id) => Task.FromResult(shelf.Take<DateTimeOffset>(id));

    [Cache(Interop = "utc", Namespace = "values")]
    public partial Task<DateTime> UtcAsync(int id);

    private Task<DateTime> UtcCoreAsync(int id) => Task.FromResult(shelf.Take<DateTime>(id));

    [Cache(Interop = "unspecified", Namespace = "values")]
    public partial Task<DateTime?> UnspecifiedAsync(int id);

    private Task<DateTime?> UnspecifiedCoreAsync(int id) => Task.FromResult(shelf.Take<DateTime?>(id));

    [Cache(Interop = "date", Namespace = "values")]
    public partial Task<DateOnly> DateAsync(int id);

    private Task<DateOnly> DateCoreAsync(int id) => Task.FromResult(shelf.Take<DateOnly>(id));

    [Cache(Interop = "time", Namespace = "values")]
    public partial Task<TimeOnly> TimeAsync(int id);

    private Task<TimeOnly> TimeCoreAsync(int id) => Task.FromResult(shelf.Take<TimeOnly>(id));

    [Cache(Interop = "day", Namespace = "values")]
    public partial Task<DayOfWeek> DayAsync(int id);

    private Task<DayOfWeek> DayCoreAsync(int id) => Task.FromResult(shelf.Take<DayOfWeek>(id));

    [Cache(Interop = "bytes", Namespace = "values")]
    public partial Task<byte[]> BytesAsync(int id);

    private Task<byte[]> BytesCoreAsync(int id) => Task.FromResult(shelf.Take<byte[]>(id));

    [Cache(Interop = "memory", Namespace = "values")]
    public partial Task<ReadOnlyMemory<byte>> MemoryAsync(int id);

    private Task<ReadOnlyMemory<byte>> MemoryCoreAsync(int id) => Task.FromResult(shelf.Take<ReadOnlyMemory<byte>>(id));

    [Cache(Interop = "intornull", Namespace = "values")]
    public partial Task<int?> IntOrNullAsync(int id);

    private Task<int?> IntOrNullCoreAsync(int id) => Task.FromResult(shelf.Take<int?>(id));

    [Cache(Interop = "array", Namespace = "values")]
    public partial Task<int[]> ArrayAsync(int id);

    private Task<int[]> ArrayCoreAsync(int id) => Task.FromResult(shelf.Take<int[]>(id));

    [Cache(Interop = "jagged", Namespace = "values")]
    public partial Task<double[][]> JaggedAsync(int id);

    private Task<double[][]> JaggedCoreAsync(int id) => Task.FromResult(shelf.Take<double[][]>(id));

    [Cache(Interop = "list", Namespace = "values")]
    public partial Task<List<string?>> ListAsync(int id);

    private Task<List<string?>> ListCoreAsync(int id) => Task.FromResult(shelf.Take<List<string?>>(id));

    [Cache(Interop = "fixed", Namespace = "values")]
    public partial Task<ImmutableArray<bool>> FixedAsync(int id);

    private Task<ImmutableArray<bool>> FixedCoreAsync(int id) => Task.FromResult(shelf.Take<ImmutableArray<bool>>(id));

    [Cache(Interop = "pair", Namespace = "values")]
    public partial Task<(int, string?)> PairAsync(int id);

    private Task<(int, string?)> PairCoreAsync(int id) => Task.FromResult(shelf.Take<(int, string?)>(id));

    [Cache(Interop = "map", Namespace = "values")]
    public partial Task<Dictionary<string, double>> MapAsync(int id);

    private Task<Dictionary<string, double>> MapCoreAsync(int id) => Task.FromResult(shelf.Take<Dictionary<string, double>>(id));

    [Cache(Interop = "nested", Namespace = "values")]
    public partial Task<IReadOnlyDictionary<string, List<int>>> NestedAsync(int id);

    private Task<IReadOnlyDictionary<string, List<int>>> NestedCoreAsync(int id) => Task.FromResult(shelf.Take<IReadOnlyDictionary<string, List<int>>>(id));
}
