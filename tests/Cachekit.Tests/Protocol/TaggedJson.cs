using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Cachekit.Tests.Protocol;

/// <summary>The values of the shared vectors: JSON, with objects of one key that starts with a dollar sign for what JSON has not.</summary>
internal static class TaggedJson
{
    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetInt64(),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        _ => ReadObject(element),
    };

    private static object? ReadObject(JsonElement element)
    {
        var members = element.EnumerateObject().ToList();
        if (members is not [{ Name: ['$', ..] } tag])
        {
            return members.ToDictionary(static member => member.Name, static member => Read(member.Value));
        }

        return tag.Name switch
        {
            "$set" => tag.Value.EnumerateArray().Select(Read).ToHashSet(),
            "$bytes" => Convert.FromHexString(tag.Value.GetString()!),
            "$datetime" => Time(tag.Value.GetString()!),
            "$uuid" => Guid.Parse(tag.Value.GetString()!),
            "$float" => double.Parse(tag.Value.GetString()!, CultureInfo.InvariantCulture),
            "$int" => BigInteger.Parse(tag.Value.GetString()!, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(tag.Name),
        };
    }

    private static object Time(string text) => text[^6] is '+' or '-'
        ? (object)DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
        : DateTime.Parse(text, CultureInfo.InvariantCulture);
}
