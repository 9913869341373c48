using System.Numerics;
using System.Text;

namespace Cachekit.Keys.Parts;

/// <summary>The scalar types. An enum has the kind of its underlying type.</summary>
internal enum ScalarKind
{
    None,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    IntPtr,
    UIntPtr,
    Int128,
    UInt128,
    BigInteger,
    Half,
    Single,
    Double,
    Decimal,
    Guid,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Index,
    Range,
    Rune,
    String,
    Uri,
    Version,
    FileInfo,
    DirectoryInfo,
}

internal static class ScalarKinds
{
    public static ScalarKind Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ScalarKind.Boolean,
        TypeCode.Char => ScalarKind.Char,
        TypeCode.SByte => ScalarKind.SByte,
        TypeCode.Byte => ScalarKind.Byte,
        TypeCode.Int16 => ScalarKind.Int16,
        TypeCode.UInt16 => ScalarKind.UInt16,
        TypeCode.Int32 => ScalarKind.Int32,
        TypeCode.UInt32 => ScalarKind.UInt32,
        TypeCode.Int64 => ScalarKind.Int64,
        TypeCode.UInt64 => ScalarKind.UInt64,
        TypeCode.Single => ScalarKind.Single,
        TypeCode.Double => ScalarKind.Double,
        TypeCode.Decimal => ScalarKind.Decimal,
        TypeCode.DateTime => ScalarKind.DateTime,
        TypeCode.String => ScalarKind.String,
        _ => OfObject(type),
    };

    private static ScalarKind OfObject(Type type) =>
        type == typeof(Guid) ? ScalarKind.Guid
        : type == typeof(DateTimeOffset) ? ScalarKind.DateTimeOffset
        : type == typeof(DateOnly) ? ScalarKind.DateOnly
        : type == typeof(TimeOnly) ? ScalarKind.TimeOnly
        : type == typeof(TimeSpan) ? ScalarKind.TimeSpan
        : type == typeof(nint) ? ScalarKind.IntPtr
        : type == typeof(nuint) ? ScalarKind.UIntPtr
        : type == typeof(Int128) ? ScalarKind.Int128
        : type == typeof(UInt128) ? ScalarKind.UInt128
        : type == typeof(BigInteger) ? ScalarKind.BigInteger
        : type == typeof(Half) ? ScalarKind.Half
        : type == typeof(Index) ? ScalarKind.Index
        : type == typeof(Range) ? ScalarKind.Range
        : type == typeof(Rune) ? ScalarKind.Rune
        : type == typeof(Uri) ? ScalarKind.Uri
        : type == typeof(Version) ? ScalarKind.Version
        : type == typeof(FileInfo) ? ScalarKind.FileInfo
        : type == typeof(DirectoryInfo) ? ScalarKind.DirectoryInfo
        : ScalarKind.None;
}
