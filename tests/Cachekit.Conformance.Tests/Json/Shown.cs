using System.Buffers.Binary;
using System.Globalization;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Json;

/// <summary>
/// The one JSON form of a decoded value: integers as tagged text, floats by their bits, members sorted. The implementation in Python shows its values in the same way.
/// </summary>
internal static class Shown
{
    public static string Text(object? value) => JsonText.Write(Node(value));

    public static JsonMap Float(double value)
    {
        var bits = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bits, double.IsNaN(value) ? double.NaN : value);
        return Tag("$bits", Convert.ToHexStringLower(bits));
    }

    private static object? Node(object? value) => value switch
    {
        null or bool or string => value,
        long or ulong => Tag("$int", Convert.ToString(value, CultureInfo.InvariantCulture)),
        double number => Float(number),
        byte[] bytes => Tag("$bytes", Convert.ToHexStringLower(bytes)),
        DateTimeOffset instant => Tag("$datetime", Instant(instant.DateTime) + instant.ToString("zzz", CultureInfo.InvariantCulture)),
        DateTime local => Tag("$datetime", Instant(local)),
        DateOnly date => Tag("$date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => Tag("$time", Fraction(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), time.Ticks)),
        MessagePackExtension extension => Tag("$ext", new List<object?> { (int)extension.Type, Convert.ToHexStringLower(extension.Data.Span) }),
        List<KeyValuePair<object?, object?>> pairs => Pairs(pairs),
        Dictionary<string, object?> { Count: 1 } map when map.Keys.First().StartsWith('$') =>
            Pairs(map.Select(static pair => KeyValuePair.Create((object?)pair.Key, pair.Value))),
        Dictionary<string, object?> map => Map(map),
        IEnumerable<object?> items => items.Select(Node).ToList(),
        _ => throw new ArgumentException($"A {value.GetType()} is no decoded value.", nameof(value)),
    };

    private static JsonMap Map(Dictionary<string, object?> map)
    {
        var shown = new JsonMap();
        foreach (var (name, value) in map.OrderBy(static pair => pair.Key, Utf8Order.Instance))
        {
            shown[name] = Node(value);
        }

        return shown;
    }

    private static JsonMap Pairs(IEnumerable<KeyValuePair<object?, object?>> pairs) =>
        Tag("$map", pairs.Select(static pair => (object?)new List<object?> { Node(pair.Key), Node(pair.Value) }).ToList());

    private static string Instant(DateTime time) => Fraction(time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), time.Ticks);

    /// <summary>Whole microseconds in six digits, or none.</summary>
    private static string Fraction(string text, long ticks) =>
        (ticks % TimeSpan.TicksPerSecond / 10) is > 0 and var micros ? string.Create(CultureInfo.InvariantCulture, $"{text}.{micros:000000}") : text;

    private static JsonMap Tag(string name, object? content) => new() { [name] = content };
}
