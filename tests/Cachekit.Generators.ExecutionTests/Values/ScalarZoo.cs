using System.Numerics;
using System.Text;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>A method for every value that is no collection and has no members.</summary>
public sealed partial class ScalarZoo(CachekitRuntime runtime, Shelf shelf)
{
    [Cache]
    public partial bool Boolean(int id);

    private bool BooleanCore(int id) => shelf.Take<bool>(id);

    [Cache]
    public partial byte Byte(int id);

    private byte ByteCore(int id) => shelf.Take<byte>(id);

    [Cache]
    public partial sbyte SByte(int id);

    private sbyte SByteCore(int id) => shelf.Take<sbyte>(id);

    [Cache]
    public partial short Int16(int id);

    private short Int16Core(int id) => shelf.Take<short>(id);

    [Cache]
    public partial ushort UInt16(int id);

    private ushort UInt16Core(int id) => shelf.Take<ushort>(id);

    [Cache]
    public partial int Int32(int id);

    private int Int32Core(int id) => shelf.Take<int>(id);

    [Cache]
    public partial uint UInt32(int id);

    private uint UInt32Core(int id) => shelf.Take<uint>(id);

    [Cache]
    public partial long Int64(int id);

    private long Int64Core(int id) => shelf.Take<long>(id);

    [Cache]
    public partial ulong UInt64(int id);

    private ulong UInt64Core(int id) => shelf.Take<ulong>(id);

    [Cache]
    public partial nint Native(int id);

    private nint NativeCore(int id) => shelf.Take<nint>(id);

    [Cache]
    public partial nuint UnsignedNative(int id);

    private nuint UnsignedNativeCore(int id) => shelf.Take<nuint>(id);

    [Cache]
    public partial char Character(int id);

    private char CharacterCore(int id) => shelf.Take<char>(id);

    [Cache]
    public partial float Single(int id);

    private float SingleCore(int id) => shelf.Take<float>(id);

    [Cache]
    public partial double Double(int id);

    private double DoubleCore(int id) => shelf.Take<double>(id);

    [Cache]
    public partial Half Half(int id);

    private Half HalfCore(int id) => shelf.Take<Half>(id);

    [Cache]
    public partial decimal Decimal(int id);

    private decimal DecimalCore(int id) => shelf.Take<decimal>(id);

    [Cache]
    public partial Int128 Int128(int id);

    private Int128 Int128Core(int id) => shelf.Take<Int128>(id);

    [Cache]
    public partial UInt128 UInt128(int id);

    private UInt128 UInt128Core(int id) => shelf.Take<UInt128>(id);

    [Cache]
    public partial BigInteger BigInteger(int id);

    private BigInteger BigIntegerCore(int id) => shelf.Take<BigInteger>(id);

    [Cache]
    public partial string Text(int id);

    private string TextCore(int id) => shelf.Take<string>(id);

    [Cache]
    public partial string? MaybeText(int id);

    private string? MaybeTextCore(int id) => shelf.Take<string?>(id);

    [Cache]
    public partial Guid Guid(int id);

    private Guid GuidCore(int id) => shelf.Take<Guid>(id);

    [Cache]
    public partial DateTime DateTime(int id);

    private DateTime DateTimeCore(int id) => shelf.Take<DateTime>(id);

    [Cache]
    public partial DateTimeOffset DateTimeOffset(int id);

    private DateTimeOffset DateTimeOffsetCore(int id) => shelf.Take<DateTimeOffset>(id);

    [Cache]
    public partial DateOnly DateOnly(int id);

    private DateOnly DateOnlyCore(int id) => shelf.Take<DateOnly>(id);

    [Cache]
    public partial TimeOnly TimeOnly(int id);

    private TimeOnly TimeOnlyCore(int id) => shelf.Take<TimeOnly>(id);

    [Cache]
    public partial TimeSpan TimeSpan(int id);

    private TimeSpan TimeSpanCore(int id) => shelf.Take<TimeSpan>(id);

    [Cache]
    public partial Uri Uri(int id);

    private Uri UriCore(int id) => shelf.Take<Uri>(id);

    [Cache]
    public partial Version Version(int id);

    private Version VersionCore(int id) => shelf.Take<Version>(id);

    [Cache]
    public partial Rune Rune(int id);

    private Rune RuneCore(int id) => shelf.Take<Rune>(id);

    [Cache]
    public partial Index Index(int id);

    private Index IndexCore(int id) => shelf.Take<Index>(id);

    [Cache]
    public partial Range Range(int id);

    private Range RangeCore(int id) => shelf.Take<Range>(id);

    [Cache]
    public partial Shapes.ByteSized ByteEnum(int id);

    private Shapes.ByteSized ByteEnumCore(int id) => shelf.Take<Shapes.ByteSized>(id);

    [Cache]
    public partial Shapes.SByteSized SByteEnum(int id);

    private Shapes.SByteSized SByteEnumCore(int id) => shelf.Take<Shapes.SByteSized>(id);

    [Cache]
    public partial Shapes.Int16Sized Int16Enum(int id);

    private Shapes.Int16Sized Int16EnumCore(int id) => shelf.Take<Shapes.Int16Sized>(id);

    [Cache]
    public partial Shapes.UInt16Sized UInt16Enum(int id);

    private Shapes.UInt16Sized UInt16EnumCore(int id) => shelf.Take<Shapes.UInt16Sized>(id);

    [Cache]
    public partial DayOfWeek Int32Enum(int id);

    private DayOfWeek Int32EnumCore(int id) => shelf.Take<DayOfWeek>(id);

    [Cache]
    public partial Shapes.UInt32Sized UInt32Enum(int id);

    private Shapes.UInt32Sized UInt32EnumCore(int id) => shelf.Take<Shapes.UInt32Sized>(id);

    [Cache]
    public partial Shapes.Int64Sized Int64Enum(int id);

    private Shapes.Int64Sized Int64EnumCore(int id) => shelf.Take<Shapes.Int64Sized>(id);

    [Cache]
    public partial Shapes.UInt64Sized UInt64Enum(int id);

    private Shapes.UInt64Sized UInt64EnumCore(int id) => shelf.Take<Shapes.UInt64Sized>(id);

    [Cache]
    public partial int? MaybeInt32(int id);

    private int? MaybeInt32Core(int id) => shelf.Take<int?>(id);

    [Cache]
    public partial Guid? MaybeGuid(int id);

    private Guid? MaybeGuidCore(int id) => shelf.Take<Guid?>(id);

    [Cache]
    public partial decimal? MaybeDecimal(int id);

    private decimal? MaybeDecimalCore(int id) => shelf.Take<decimal?>(id);

    [Cache]
    public partial Shapes.UInt64Sized? MaybeEnum(int id);

    private Shapes.UInt64Sized? MaybeEnumCore(int id) => shelf.Take<Shapes.UInt64Sized?>(id);

    [Cache]
    public partial DateTimeOffset? MaybeTime(int id);

    private DateTimeOffset? MaybeTimeCore(int id) => shelf.Take<DateTimeOffset?>(id);

    [Cache]
    public partial Uri? MaybeUri(int id);

    private Uri? MaybeUriCore(int id) => shelf.Take<Uri?>(id);
}
