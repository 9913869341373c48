using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Reads members of JSON without surprises.</summary>
internal static class GcpJson
{
    /// <summary>A text; <see langword="null"/> where it is missing, empty or something else.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a text is a name of the kind that errors have, so that it can be shown.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    /// <summary>The document; <see langword="null"/> where it is none. For error pages, whose texts are not shown anyway.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
