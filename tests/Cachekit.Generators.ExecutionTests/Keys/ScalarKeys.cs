using System.Numerics;
using System.Text;
using Cachekit.Generators.ExecutionTests.Values;

namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>A method for every parameter type without parts; each answer is a new number.</summary>
public sealed partial class ScalarKeys(CachekitRuntime runtime)
{
    private int _runs;

    [Cache]
    public partial int Boolean(bool value);

    private int BooleanCore(bool value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Byte(byte value);

    private int ByteCore(byte value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int SByte(sbyte value);

    private int SByteCore(sbyte value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Int16(short value);

    private int Int16Core(short value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int UInt16(ushort value);

    private int UInt16Core(ushort value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Int32(int value);

    private int Int32Core(int value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int UInt32(uint value);

    private int UInt32Core(uint value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Int64(long value);

    private int Int64Core(long value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int UInt64(ulong value);

    private int UInt64Core(ulong value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Native(nint value);

    private int NativeCore(nint value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int UnsignedNative(nuint value);

    private int UnsignedNativeCore(nuint value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Character(char value);

    private int CharacterCore(char value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Single(float value);

    private int SingleCore(float value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Double(double value);

    private int DoubleCore(double value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Half(Half value);

    private int HalfCore(Half value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Decimal(decimal value);

    private int DecimalCore(decimal value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Int128(Int128 value);

    private int Int128Core(Int128 value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int UInt128(UInt128 value);

    private int UInt128Core(UInt128 value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int BigInteger(BigInteger value);

    private int BigIntegerCore(BigInteger value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Text(string value);

    private int TextCore(string value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeText(string? value);

    private int MaybeTextCore(string? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Guid(Guid value);

    private int GuidCore(Guid value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int DateTime(DateTime value);

    private int DateTimeCore(DateTime value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int DateTimeOffset(DateTimeOffset value);

    private int DateTimeOffsetCore(DateTimeOffset value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int DateOnly(DateOnly value);

    private int DateOnlyCore(DateOnly value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int TimeOnly(TimeOnly value);

    private int TimeOnlyCore(TimeOnly value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int TimeSpan(TimeSpan value);

    private int TimeSpanCore(TimeSpan value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Uri(Uri? value);

    private int UriCore(Uri? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Version(Version? value);

    private int VersionCore(Version? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Rune(Rune value);

    private int RuneCore(Rune value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Index(Index value);

    private int IndexCore(Index value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Range(Range value);

    private int RangeCore(Range value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Enum(DayOfWeek value);

    private int EnumCore(DayOfWeek value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int WideEnum(Shapes.UInt64Sized value);

    private int WideEnumCore(Shapes.UInt64Sized value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeInt32(int? value);

    private int MaybeInt32Core(int? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeDouble(double? value);

    private int MaybeDoubleCore(double? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeGuid(Guid? value);

    private int MaybeGuidCore(Guid? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeEnum(DayOfWeek? value);

    private int MaybeEnumCore(DayOfWeek? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int MaybeDecimal(decimal? value);

    private int MaybeDecimalCore(decimal? value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int File(FileInfo value);

    private int FileCore(FileInfo value) => Interlocked.Increment(ref _runs);

    [Cache]
    public partial int Folder(DirectoryInfo value);

    private int FolderCore(DirectoryInfo value) => Interlocked.Increment(ref _runs);
}
