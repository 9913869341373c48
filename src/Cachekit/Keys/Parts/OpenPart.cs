using System.Numerics;
using System.Text;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>Finds the part for a type parameter, once per type.</summary>
internal static class OpenPart<T>
{
    public static readonly KeyPart<T> Instance = Find();

    private static KeyPart<T> Find() =>
        ScalarPart<T>.Kind != ScalarKind.None ? ScalarPart<T>.Instance
        : typeof(T) == typeof(byte[]) ? (KeyPart<T>)(object)ByteArrayPart.Instance
        : Nullable.GetUnderlyingType(typeof(T)) is { } type ? FindNullable(type)
        : new UnsupportedPart<T>();

    private static KeyPart<T> FindNullable(Type type)
    {
        if (type.IsEnum)
        {
            return new NullableEnumPart<T>(type);
        }

        // Without reflection, a generic type can only be made from types that the code names.
        object? part = ScalarKinds.Of(type) switch
        {
            ScalarKind.Boolean => new NullablePart<bool>(ScalarPart<bool>.Instance),
            ScalarKind.Char => new NullablePart<char>(ScalarPart<char>.Instance),
            ScalarKind.SByte => new NullablePart<sbyte>(ScalarPart<sbyte>.Instance),
            ScalarKind.Byte => new NullablePart<byte>(ScalarPart<byte>.Instance),
            ScalarKind.Int16 => new NullablePart<short>(ScalarPart<short>.Instance),
            ScalarKind.UInt16 => new NullablePart<ushort>(ScalarPart<ushort>.Instance),
            ScalarKind.Int32 => new NullablePart<int>(ScalarPart<int>.Instance),
            ScalarKind.UInt32 => new NullablePart<uint>(ScalarPart<uint>.Instance),
            ScalarKind.Int64 => new NullablePart<long>(ScalarPart<long>.Instance),
            ScalarKind.UInt64 => new NullablePart<ulong>(ScalarPart<ulong>.Instance),
            ScalarKind.IntPtr => new NullablePart<nint>(ScalarPart<nint>.Instance),
            ScalarKind.UIntPtr => new NullablePart<nuint>(ScalarPart<nuint>.Instance),
            ScalarKind.Int128 => new NullablePart<Int128>(ScalarPart<Int128>.Instance),
            ScalarKind.UInt128 => new NullablePart<UInt128>(ScalarPart<UInt128>.Instance),
            ScalarKind.BigInteger => new NullablePart<BigInteger>(ScalarPart<BigInteger>.Instance),
            ScalarKind.Half => new NullablePart<Half>(ScalarPart<Half>.Instance),
            ScalarKind.Single => new NullablePart<float>(ScalarPart<float>.Instance),
            ScalarKind.Double => new NullablePart<double>(ScalarPart<double>.Instance),
            ScalarKind.Decimal => new NullablePart<decimal>(ScalarPart<decimal>.Instance),
            ScalarKind.Guid => new NullablePart<Guid>(ScalarPart<Guid>.Instance),
            ScalarKind.DateTime => new NullablePart<DateTime>(ScalarPart<DateTime>.Instance),
            ScalarKind.DateTimeOffset => new NullablePart<DateTimeOffset>(ScalarPart<DateTimeOffset>.Instance),
            ScalarKind.DateOnly => new NullablePart<DateOnly>(ScalarPart<DateOnly>.Instance),
            ScalarKind.TimeOnly => new NullablePart<TimeOnly>(ScalarPart<TimeOnly>.Instance),
            ScalarKind.TimeSpan => new NullablePart<TimeSpan>(ScalarPart<TimeSpan>.Instance),
            ScalarKind.Index => new NullablePart<Index>(ScalarPart<Index>.Instance),
            ScalarKind.Range => new NullablePart<Range>(ScalarPart<Range>.Instance),
            ScalarKind.Rune => new NullablePart<Rune>(ScalarPart<Rune>.Instance),
            _ => null,
        };

        return (KeyPart<T>?)part ?? new UnsupportedPart<T>();
    }
}
