using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Cachekit.Keys;

namespace Cachekit.Serialization;

/// <summary>Tells forms apart where types are known at run time only: scalars, bytes, dictionaries, sets and sequences.</summary>
/// <remarks>
/// It asks for interfaces of types that the code names and for the class library's generic set classes: nothing that trimming could take away
/// from under it. A set that none of these questions finds would count as a sequence, so they cover the elements that a key can have.
/// </remarks>
internal static class InteropShapes
{
    private static readonly HashSet<Type> SetClasses =
    [
        typeof(HashSet<>), typeof(SortedSet<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(FrozenSet<>),
    ];

    /// <summary>The same value as one of few types, so that each writer knows one form of integer, of binary floating point, of text and of bytes.</summary>
    /// <returns>The value itself where no other type stands for it.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Simplify(object? value) => value switch
    {
        int number => (long)number,
        uint number => (ulong)number,
        short number => (long)number,
        ushort number => (ulong)number,
        sbyte number => (long)number,
        byte number => (ulong)number,
        nint number => (long)number,
        nuint number => (ulong)number,
        Enum member => IsUnsigned(member) ? Convert.ToUInt64(member, CultureInfo.InvariantCulture) : Convert.ToInt64(member, CultureInfo.InvariantCulture),
        float number => (double)number,
        Half number => (double)number,
        FileInfo or DirectoryInfo => KeyText.PathOf((FileSystemInfo)value),

        // Arrays of sbyte and of small enums pass as arrays of bytes too, but are sequences.
        byte[] bytes when value.GetType() == typeof(byte[]) => new ReadOnlyMemory<byte>(bytes),
        Memory<byte> bytes => (ReadOnlyMemory<byte>)bytes,
        ArraySegment<byte> bytes => (ReadOnlyMemory<byte>)bytes,
        _ => value,
    };

    /// <summary>The pairs of a dictionary, with keys of any type.</summary>
    public static bool TryPairs(object value, [NotNullWhen(true)] out List<KeyValuePair<object, object?>>? pairs)
    {
        pairs = value switch
        {
            IDictionary dictionary => OfDictionary(dictionary),
            IReadOnlyDictionary<string, object?> dictionary => OfGeneric(dictionary),
            IDictionary<string, object?> dictionary => OfGeneric(dictionary),
            IReadOnlyDictionary<string, string?> dictionary => OfGeneric(dictionary),
            IDictionary<string, string?> dictionary => OfGeneric(dictionary),
            _ => null,
        };
        return pairs is not null;
    }

    /// <summary>The items of a sequence, a tuple or a set. Asked after <see cref="TryPairs"/>.</summary>
    public static bool TryItems(object value, [NotNullWhen(true)] out List<object?>? items, out bool isSet)
    {
        isSet = false;
        items = null;
        switch (value)
        {
            case Array { Rank: > 1 }:
            // It enumerates its names and keeps its values to itself.
            case NameObjectCollectionBase:
                return false;
            case IEnumerable sequence:
                isSet = IsSet(value);
                items = [];
                foreach (var item in sequence)
                {
                    items.Add(item);
                }

                return true;
            case ITuple tuple:
                items = new List<object?>(tuple.Length);
                for (var i = 0; i < tuple.Length; i++)
                {
                    items.Add(tuple[i]);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>What a value is, for a message.</summary>
    public static string Name(object value) => value is Array { Rank: > 1 } ? "array of several dimensions" : value.GetType().Name;

    private static bool IsUnsigned(Enum member) => member.GetTypeCode() is TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64;

    private static bool IsSet(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && SetClasses.Contains(type.GetGenericTypeDefinition()))
            {
                return true;
            }
        }

        return IsSetOf<object>(value) || IsSetOf<string>(value) || IsSetOf<bool>(value) || IsSetOf<char>(value)
            || IsSetOf<sbyte>(value) || IsSetOf<byte>(value) || IsSetOf<short>(value) || IsSetOf<ushort>(value)
            || IsSetOf<int>(value) || IsSetOf<uint>(value) || IsSetOf<long>(value) || IsSetOf<ulong>(value)
            || IsSetOf<nint>(value) || IsSetOf<nuint>(value) || IsSetOf<Int128>(value) || IsSetOf<UInt128>(value) || IsSetOf<BigInteger>(value)
            || IsSetOf<double>(value) || IsSetOf<float>(value) || IsSetOf<Half>(value) || IsSetOf<decimal>(value)
            || IsSetOf<Guid>(value) || IsSetOf<DateTimeOffset>(value) || IsSetOf<DateTime>(value) || IsSetOf<byte[]>(value);
    }

    private static bool IsSetOf<T>(object value) => value is ISet<T> or IReadOnlySet<T>;

    private static List<KeyValuePair<object, object?>> OfDictionary(IDictionary dictionary)
    {
        var pairs = new List<KeyValuePair<object, object?>>();
        var items = dictionary.GetEnumerator();
        while (items.MoveNext())
        {
            pairs.Add(new(items.Key, items.Value));
        }

        return pairs;
    }

    private static List<KeyValuePair<object, object?>> OfGeneric<T>(IEnumerable<KeyValuePair<string, T>> dictionary)
    {
        var pairs = new List<KeyValuePair<object, object?>>();
        foreach (var (key, value) in dictionary)
        {
            pairs.Add(new(key, value));
        }

        return pairs;
    }
}
