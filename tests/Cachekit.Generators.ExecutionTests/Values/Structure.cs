using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Writes all that a value is made of as a text, so that two values of one structure have one text, and others do not.</summary>
internal static class Structure
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        double number => "f64 " + BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        // Through binary64 and back the payload of a NaN may change its quiet bit.
        float number => float.IsNaN(number) ? "f32 NaN" : "f32 " + BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        Half number => Half.IsNaN(number) ? "f16 NaN" : "f16 " + BitConverter.HalfToUInt16Bits(number).ToString("x4", CultureInfo.InvariantCulture),
        decimal number => "decimal " + string.Join(' ', decimal.GetBits(number)),
        DateTime time => $"time {time.Ticks} {time.Kind}",
        DateTimeOffset time => $"time {time.Ticks} {time.Offset.Ticks}",
        DateOnly date => $"date {date.DayNumber}",
        TimeOnly time => $"clock {time.Ticks}",
        TimeSpan time => $"span {time.Ticks}",
        Uri uri => $"uri {uri.OriginalString} {uri.IsAbsoluteUri}",
        Enum member => $"{member.GetType()} {member:D}",
        byte[] bytes => "bytes " + Convert.ToHexString(bytes),
        Memory<byte> bytes => "bytes " + Convert.ToHexString(bytes.Span),
        ReadOnlyMemory<byte> bytes => "bytes " + Convert.ToHexString(bytes.Span),
        ArraySegment<byte> bytes => "bytes " + Convert.ToHexString(bytes),
        Array { Rank: > 1 } array => $"[{string.Join(',', Enumerable.Range(0, array.Rank).Select(array.GetLength))}: {string.Join(", ", array.Cast<object?>().Select(Of))}]",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        IEnumerable items => OfItems(items),
        _ when IsPrintable(value.GetType()) => $"{value.GetType()} {value}",
        _ => $"{value.GetType()} {{ {string.Join(", ", Members(value))} }}",
    };

    private static string OfItems(IEnumerable items)
    {
        if (items.GetType() is { IsValueType: true } type && (bool?)type.GetProperty("IsDefault")?.GetValue(items) == true)
        {
            return "default";
        }

        var texts = items.Cast<object?>().Select(Of);
        return HasOrder(items.GetType()) ? $"[{string.Join(", ", texts)}]" : $"{{{string.Join(", ", texts.Order(StringComparer.Ordinal))}}}";
    }

    private static bool HasOrder(Type type) => !Array.Exists(type.GetInterfaces(), IsSetOrMap) && !type.Name.StartsWith("ConcurrentBag", StringComparison.Ordinal);

    private static bool IsSetOrMap(Type type) =>
        type == typeof(IDictionary) || type.Name is "ISet`1" or "IReadOnlySet`1" or "IDictionary`2" or "IReadOnlyDictionary`2" or "IImmutableSet`1";

    // Their text is all they are.
    private static bool IsPrintable(Type type) =>
        type.IsPrimitive || (type.Assembly == typeof(object).Assembly && !type.IsGenericType && type != typeof(object))
        || type == typeof(System.Numerics.BigInteger);

    private static IEnumerable<string> Members(object value)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = value.GetType(); type != typeof(object) && type != typeof(ValueType) && type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(All).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                yield return $"{field.Name} = {Of(field.GetValue(value))}";
            }
        }
    }
}
