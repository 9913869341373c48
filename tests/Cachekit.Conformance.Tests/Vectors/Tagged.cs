using System.Buffers.Binary;
using System.Globalization;
using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>Typed values from JSON: a single-member object whose name begins with <c>$</c> is a tag; all other JSON stands for itself.</summary>
internal static class Tagged
{
    public static object? Parse(object? node) => node switch
    {
        JsonNumber number => number.ToObject(),
        List<object?> items => items.ConvertAll(Parse),
        JsonMap { Count: 1 } map when map.First().Key.StartsWith('$') => Tag(map.First().Key, map.First().Value),
        JsonMap map => map.ToDictionary(static member => member.Key, static member => Parse(member.Value), StringComparer.Ordinal),
        _ => node,
    };

    public static object?[] ParseAll(List<object?> nodes) => [.. nodes.Select(Parse)];

    private static object? Tag(string tag, object? content) => tag switch
    {
        "$set" => new HashSet<object?>(((List<object?>)content!).Select(Parse)),
        "$bytes" => Convert.FromHexString((string)content!),
        "$datetime" => Instant((string)content!),
        "$date" => DateOnly.ParseExact((string)content!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        "$time" => TimeOnly.Parse((string)content!, CultureInfo.InvariantCulture),
        "$uuid" => Guid.Parse((string)content!),
        "$float" => double.Parse((string)content!, CultureInfo.InvariantCulture),
        "$bits" => BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString((string)content!)),
        "$int" => JsonNumber.Integer((string)content!),
        _ => throw new FormatException($"'{tag}' is a tag that these tests do not know: add it to {nameof(Tagged)}."),
    };

    /// <summary>An instant where the text has an offset; otherwise a time of day somewhere, which must be refused as an argument.</summary>
    private static object Instant(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) is { Kind: DateTimeKind.Unspecified } local
            ? (object)local
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
