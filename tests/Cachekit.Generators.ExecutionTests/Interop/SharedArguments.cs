using System.Collections.Immutable;
using System.Numerics;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>A shared method for every type that an argument can have.</summary>
public sealed partial class SharedArguments(CachekitRuntime runtime)
{
    public int Runs { get; private set; }

    [Cache(Interop = "bool", Namespace = "arguments")]
    public partial int Bool(bool value);

    private int BoolCore(bool value) => ++Runs;

    [Cache(Interop = "byte", Namespace = "arguments")]
    public partial int Byte(byte value);

    private int ByteCore(byte value) => ++Runs;

    [Cache(Interop = "sbyte", Namespace = "arguments")]
    public partial int SByte(sbyte value);

    private int SByteCore(sbyte value) => ++Runs;

    [Cache(Interop = "short", Namespace = "arguments")]
    public partial int Short(short value);

    private int ShortCore(short value) => ++Runs;

    [Cache(Interop = "ushort", Namespace = "arguments")]
    public partial int UShort(ushort value);

    private int UShortCore(ushort value) => ++Runs;

    [Cache(Interop = "int", Namespace = "arguments")]
    public partial int Int(int value);

    private int IntCore(int value) => ++Runs;

    [Cache(Interop = "uint", Namespace = "arguments")]
    public partial int UInt(uint value);

    private int UIntCore(uint value) => ++Runs;

    [Cache(Interop = "long", Namespace = "arguments")]
    public partial int Long(long value);

    private int LongCore(long value) => ++Runs;

    [Cache(Interop = "ulong", Namespace = "arguments")]
    public partial int ULong(ulong value);

    private int ULongCore(ulong value) => ++Runs;

    [Cache(Interop = "nint", Namespace = "arguments")]
    public partial int NInt(nint value);

    private int NIntCore(nint value) => ++Runs;

    [Cache(Interop = "nuint", Namespace = "arguments")]
    public partial int NUInt(nuint value);

    private int NUIntCore(nuint value) => ++Runs;

    [Cache(Interop = "int128", Namespace = "arguments")]
    public partial int Int128(Int128 value);

    private int Int128Core(Int128 value) => ++Runs;

    [Cache(Interop = "uint128", Namespace = "arguments")]
    public partial int UInt128(UInt128 value);

    private int UInt128Core(UInt128 value) => ++Runs;

    [Cache(Interop = "big", Namespace = "arguments")]
    public partial int Big(BigInteger value);

    private int BigCore(BigInteger value) => ++Runs;

    [Cache(Interop = "float", Namespace = "arguments")]
    public partial int Float(float value);

    private int FloatCore(float value) => ++Runs;

    [Cache(Interop = "double", Namespace = "arguments")]
    public partial int Double(double value);

    private int DoubleCore(double value) => ++Runs;

    [Cache(Interop = "half", Namespace = "arguments")]
    public partial int Half(Half value);

    private int HalfCore(Half value) => ++Runs;

    [Cache(Interop = "decimal", Namespace = "arguments")]
    public partial int Decimal(decimal value);

    private int DecimalCore(decimal value) => ++Runs;

    [Cache(Interop = "char", Namespace = "arguments")]
    public partial int Char(char value);

    private int CharCore(char value) => ++Runs;

    [Cache(Interop = "text", Namespace = "arguments")]
    public partial int Text(string? value);

    private int TextCore(string? value) => ++Runs;

    [Cache(Interop = "id", Namespace = "arguments")]
    public partial int Id(Guid value);

    private int IdCore(Guid value) => ++Runs;

    [Cache(Interop = "instant", Namespace = "arguments")]
    public partial int Instant(DateTimeOffset value);

    private int InstantCore(DateTimeOffset value) => ++Runs;

    [Cache(Interop = "utc", Namespace = "arguments")]
    public partial int Utc(DateTime value);

    private int UtcCore(DateTime value) => ++Runs;

    [Cache(Interop = "day", Namespace = "arguments")]
    public partial int Day(DayOfWeek value);

    private int DayCore(DayOfWeek value) => ++Runs;

    [Cache(Interop = "bytes", Namespace = "arguments")]
    public partial int Bytes(byte[] value);

    private int BytesCore(byte[] value) => ++Runs;

    [Cache(Interop = "memory", Namespace = "arguments")]
    public partial int Memory(Memory<byte> value);

    private int MemoryCore(Memory<byte> value) => ++Runs;

    [Cache(Interop = "readonly", Namespace = "arguments")]
    public partial int ReadOnly(ReadOnlyMemory<byte> value);

    private int ReadOnlyCore(ReadOnlyMemory<byte> value) => ++Runs;

    [Cache(Interop = "segment", Namespace = "arguments")]
    public partial int Segment(ArraySegment<byte> value);

    private int SegmentCore(ArraySegment<byte> value) => ++Runs;

    [Cache(Interop = "file", Namespace = "arguments")]
    public partial int File(FileInfo value);

    private int FileCore(FileInfo value) => ++Runs;

    [Cache(Interop = "folder", Namespace = "arguments")]
    public partial int Folder(DirectoryInfo value);

    private int FolderCore(DirectoryInfo value) => ++Runs;

    [Cache(Interop = "intornull", Namespace = "arguments")]
    public partial int IntOrNull(int? value);

    private int IntOrNullCore(int? value) => ++Runs;

    [Cache(Interop = "instantornull", Namespace = "arguments")]
    public partial int InstantOrNull(DateTimeOffset? value);

    private int InstantOrNullCore(DateTimeOffset? value) => ++Runs;

    [Cache(Interop = "array", Namespace = "arguments")]
    public partial int Array(int[] value);

    private int ArrayCore(int[] value) => ++Runs;

    [Cache(Interop = "jagged", Namespace = "arguments")]
    public partial int Jagged(double[][] value);

    private int JaggedCore(double[][] value) => ++Runs;

    [Cache(Interop = "list", Namespace = "arguments")]
    public partial int List(List<string?> value);

    private int ListCore(List<string?> value) => ++Runs;

    [Cache(Interop = "readonlylist", Namespace = "arguments")]
    public partial int ReadOnlyList(IReadOnlyList<DateTimeOffset> value);

    private int ReadOnlyListCore(IReadOnlyList<DateTimeOffset> value) => ++Runs;

    [Cache(Interop = "fixed", Namespace = "arguments")]
    public partial int Fixed(ImmutableArray<bool> value);

    private int FixedCore(ImmutableArray<bool> value) => ++Runs;

    [Cache(Interop = "pair", Namespace = "arguments")]
    public partial int Pair((int, string?) value);

    private int PairCore((int, string?) value) => ++Runs;

    [Cache(Interop = "long8", Namespace = "arguments")]
    public partial int Long8((int, int, int, int, int, int, int, int) value);

    private int Long8Core((int, int, int, int, int, int, int, int) value) => ++Runs;

    [Cache(Interop = "oldpair", Namespace = "arguments")]
    public partial int OldPair(Tuple<int, DateTime> value);

    private int OldPairCore(Tuple<int, DateTime> value) => ++Runs;

    [Cache(Interop = "map", Namespace = "arguments")]
    public partial int Map(Dictionary<string, double> value);

    private int MapCore(Dictionary<string, double> value) => ++Runs;

    [Cache(Interop = "readonlymap", Namespace = "arguments")]
    public partial int ReadOnlyMap(IReadOnlyDictionary<string, List<int>> value);

    private int ReadOnlyMapCore(IReadOnlyDictionary<string, List<int>> value) => ++Runs;

    [Cache(Interop = "set", Namespace = "arguments")]
    public partial int Set(HashSet<int> value);

    private int SetCore(HashSet<int> value) => ++Runs;

    [Cache(Interop = "texts", Namespace = "arguments")]
    public partial int Texts(ISet<string> value);

    private int TextsCore(ISet<string> value) => ++Runs;
}
