using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>The codecs of the types that generated code knows. They have no state and serve any number of threads.</summary>
/// <remarks>
/// Scalars are fields of their own sealed types, so that a call through one needs no virtual dispatch. The factories only tie the codecs of
/// the parts together.
/// </remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "A codec has the name of its type: generated code finds it by that.")]
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Codecs
{
    /// <summary><see cref="System.Boolean"/>.</summary>
    public static readonly BooleanCodec Boolean = new();

    /// <summary><see cref="System.Byte"/>.</summary>
    public static readonly ByteCodec Byte = new();

    /// <summary><see cref="System.SByte"/>.</summary>
    public static readonly SByteCodec SByte = new();

    /// <summary><see cref="System.Int16"/>.</summary>
    public static readonly Int16Codec Int16 = new();

    /// <summary><see cref="System.UInt16"/>.</summary>
    public static readonly UInt16Codec UInt16 = new();

    /// <summary><see cref="System.Int32"/>.</summary>
    public static readonly Int32Codec Int32 = new();

    /// <summary><see cref="System.UInt32"/>.</summary>
    public static readonly UInt32Codec UInt32 = new();

    /// <summary><see cref="System.Int64"/>.</summary>
    public static readonly Int64Codec Int64 = new();

    /// <summary><see cref="System.UInt64"/>.</summary>
    public static readonly UInt64Codec UInt64 = new();

    /// <summary><see cref="System.IntPtr"/>.</summary>
    public static readonly IntPtrCodec IntPtr = new();

    /// <summary><see cref="System.UIntPtr"/>.</summary>
    public static readonly UIntPtrCodec UIntPtr = new();

    /// <summary><see cref="System.Char"/>.</summary>
    public static readonly CharCodec Char = new();

    /// <summary><see cref="System.Single"/>.</summary>
    public static readonly SingleCodec Single = new();

    /// <summary><see cref="System.Double"/>.</summary>
    public static readonly DoubleCodec Double = new();

    /// <summary><see cref="System.Half"/>.</summary>
    public static readonly HalfCodec Half = new();

    /// <summary><see cref="System.Decimal"/>.</summary>
    public static readonly DecimalCodec Decimal = new();

    /// <summary><see cref="System.Int128"/>.</summary>
    public static readonly Int128Codec Int128 = new();

    /// <summary><see cref="System.UInt128"/>.</summary>
    public static readonly UInt128Codec UInt128 = new();

    /// <summary><see cref="System.Numerics.BigInteger"/>.</summary>
    public static readonly BigIntegerCodec BigInteger = new();

    /// <summary><see cref="System.String"/>.</summary>
    public static readonly StringCodec String = new();

    /// <summary><see cref="System.Guid"/>.</summary>
    public static readonly GuidCodec Guid = new();

    /// <summary><see cref="System.DateTime"/>.</summary>
    public static readonly DateTimeCodec DateTime = new();

    /// <summary><see cref="System.DateTimeOffset"/>.</summary>
    public static readonly DateTimeOffsetCodec DateTimeOffset = new();

    /// <summary><see cref="System.DateOnly"/>.</summary>
    public static readonly DateOnlyCodec DateOnly = new();

    /// <summary><see cref="System.TimeOnly"/>.</summary>
    public static readonly TimeOnlyCodec TimeOnly = new();

    /// <summary><see cref="System.TimeSpan"/>.</summary>
    public static readonly TimeSpanCodec TimeSpan = new();

    /// <summary><see cref="System.Uri"/>.</summary>
    public static readonly UriCodec Uri = new();

    /// <summary><see cref="System.Version"/>.</summary>
    public static readonly VersionCodec Version = new();

    /// <summary><see cref="System.Index"/>.</summary>
    public static readonly IndexCodec Index = new();

    /// <summary><see cref="System.Range"/>.</summary>
    public static readonly RangeCodec Range = new();

    /// <summary><see cref="System.Text.Rune"/>.</summary>
    public static readonly RuneCodec Rune = new();

    /// <summary>Arrays of bytes.</summary>
    public static readonly ByteArrayCodec ByteArray = new();

    /// <summary><see cref="System.Memory{T}"/> of bytes.</summary>
    public static readonly MemoryOfByteCodec MemoryOfByte = new();

    /// <summary><see cref="System.ReadOnlyMemory{T}"/> of bytes.</summary>
    public static readonly ReadOnlyMemoryOfByteCodec ReadOnlyMemoryOfByte = new();

    /// <summary><see cref="System.ArraySegment{T}"/> of bytes.</summary>
    public static readonly ArraySegmentOfByteCodec ArraySegmentOfByte = new();

    /// <summary>Enums, as the integer behind them.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public static ValueCodec<TEnum> Enum<TEnum>()
        where TEnum : unmanaged, System.Enum => new EnumCodec<TEnum>();

    /// <summary>Values that may be missing.</summary>
    /// <typeparam name="T">The type of a value that is there.</typeparam>
    /// <param name="underlying">Its codec.</param>
    public static ValueCodec<T?> Nullable<T>(ValueCodec<T> underlying)
        where T : struct => new NullableCodec<T>(underlying);
}
