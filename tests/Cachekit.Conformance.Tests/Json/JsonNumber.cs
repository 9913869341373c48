using System.Globalization;
using System.Numerics;

namespace Cachekit.Conformance.Tests.Json;

/// <summary>A number as it is written, because 2 and 2.0 are not the same argument.</summary>
internal readonly record struct JsonNumber(string Text)
{
    public bool IsInteger => !Text.AsSpan().ContainsAny('.', 'e', 'E');

    public static implicit operator JsonNumber(int value) => new(value.ToString(CultureInfo.InvariantCulture));

    public long ToInt64() => long.Parse(Text, CultureInfo.InvariantCulture);

    /// <summary>The smallest of the types that hold it: long, ulong, BigInteger; double for what is no integer.</summary>
    public object ToObject() => IsInteger ? Integer(Text) : (object)double.Parse(Text, CultureInfo.InvariantCulture);

    public static object Integer(string text)
    {
        var value = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value
            : value.Sign > 0 && value <= ulong.MaxValue ? (object)(ulong)value
            : value;
    }
}
