using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>The codecs of values that are shared with other SDKs, where these differ from <see cref="Codecs"/>, and all scalars for one place to look at.</summary>
/// <remarks>
/// Floating point numbers are finite, times have whole microseconds, integers stay within 64 bits, and dictionaries have text keys that are
/// written in the order of their code points. Everything that any SDK writes is read: keys in any order, numbers of any width, integers where
/// a floating point number was written, times with an offset, <c>Z</c> or neither.
/// </remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "A codec has the name of its type: generated code finds it by that.")]
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class InteropCodecs
{
    /// <summary><see cref="System.Boolean"/>.</summary>
    public static readonly BooleanCodec Boolean = Codecs.Boolean;

    /// <summary><see cref="System.Byte"/>.</summary>
    public static readonly ByteCodec Byte = Codecs.Byte;

    /// <summary><see cref="System.SByte"/>.</summary>
    public static readonly SByteCodec SByte = Codecs.SByte;

    /// <summary><see cref="System.Int16"/>.</summary>
    public static readonly Int16Codec Int16 = Codecs.Int16;

    /// <summary><see cref="System.UInt16"/>.</summary>
    public static readonly UInt16Codec UInt16 = Codecs.UInt16;

    /// <summary><see cref="System.Int32"/>.</summary>
    public static readonly Int32Codec Int32 = Codecs.Int32;

    /// <summary><see cref="System.UInt32"/>.</summary>
    public static readonly UInt32Codec UInt32 = Codecs.UInt32;

    /// <summary><see cref="System.Int64"/>.</summary>
    public static readonly Int64Codec Int64 = Codecs.Int64;

    /// <summary><see cref="System.UInt64"/>.</summary>
    public static readonly UInt64Codec UInt64 = Codecs.UInt64;

    /// <summary><see cref="System.IntPtr"/>.</summary>
    public static readonly IntPtrCodec IntPtr = Codecs.IntPtr;

    /// <summary><see cref="System.UIntPtr"/>.</summary>
    public static readonly UIntPtrCodec UIntPtr = Codecs.UIntPtr;

    /// <summary><see cref="System.Int128"/>, from -2^63 to 2^64-1.</summary>
    public static readonly ValueCodec<System.Int128> Int128 = new InteropIntegerCodec<System.Int128>(nameof(Int128));

    /// <summary><see cref="System.UInt128"/>, up to 2^64-1.</summary>
    public static readonly ValueCodec<System.UInt128> UInt128 = new InteropUInt128Codec();

    /// <summary><see cref="System.Numerics.BigInteger"/>, from -2^63 to 2^64-1.</summary>
    public static readonly ValueCodec<System.Numerics.BigInteger> BigInteger = new InteropIntegerCodec<System.Numerics.BigInteger>(nameof(BigInteger));

    /// <summary><see cref="System.Char"/>, as text.</summary>
    public static readonly ValueCodec<char> Char = new InteropCharCodec();

    /// <summary><see cref="System.Single"/>, finite.</summary>
    public static readonly ValueCodec<float> Single = new InteropFloatCodec<float>(nameof(Single));

    /// <summary><see cref="System.Double"/>, finite.</summary>
    public static readonly ValueCodec<double> Double = new InteropFloatCodec<double>(nameof(Double));

    /// <summary><see cref="System.Half"/>, finite.</summary>
    public static readonly ValueCodec<System.Half> Half = new InteropFloatCodec<System.Half>(nameof(Half));

    /// <summary><see cref="System.Decimal"/>, as invariant text with its scale.</summary>
    public static readonly DecimalCodec Decimal = Codecs.Decimal;

    /// <summary><see cref="System.String"/>.</summary>
    public static readonly StringCodec String = Codecs.String;

    /// <summary><see cref="System.Guid"/>, as text of the form "D".</summary>
    public static readonly GuidCodec Guid = Codecs.Guid;

    /// <summary><see cref="System.DateTime"/>, in whole microseconds.</summary>
    public static readonly ValueCodec<System.DateTime> DateTime = new InteropDateTimeCodec();

    /// <summary><see cref="System.DateTimeOffset"/>, in whole microseconds.</summary>
    public static readonly ValueCodec<System.DateTimeOffset> DateTimeOffset = new InteropDateTimeOffsetCodec();

    /// <summary><see cref="System.DateOnly"/>.</summary>
    public static readonly DateOnlyCodec DateOnly = Codecs.DateOnly;

    /// <summary><see cref="System.TimeOnly"/>, in whole microseconds.</summary>
    public static readonly ValueCodec<System.TimeOnly> TimeOnly = new InteropTimeOnlyCodec();

    /// <summary>Arrays of bytes.</summary>
    public static readonly ByteArrayCodec ByteArray = Codecs.ByteArray;

    /// <summary><see cref="System.Memory{T}"/> of bytes.</summary>
    public static readonly MemoryOfByteCodec MemoryOfByte = Codecs.MemoryOfByte;

    /// <summary><see cref="System.ReadOnlyMemory{T}"/> of bytes.</summary>
    public static readonly ReadOnlyMemoryOfByteCodec ReadOnlyMemoryOfByte = Codecs.ReadOnlyMemoryOfByte;

    /// <summary><see cref="System.ArraySegment{T}"/> of bytes.</summary>
    public static readonly ArraySegmentOfByteCodec ArraySegmentOfByte = Codecs.ArraySegmentOfByte;

    /// <summary>Enums, as the integer behind them.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public static ValueCodec<TEnum> Enum<TEnum>()
        where TEnum : unmanaged, System.Enum => Codecs.Enum<TEnum>();
}
