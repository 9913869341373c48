using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Reads the history of a secret: a JSON array, newest first.</summary>
internal static class RedenvHistory
{
    /// <summary>Fields that are no secrets begin like this; the CLI keeps notes of its own in them.</summary>
    public const string InternalPrefix = "__";

    /// <summary>The ciphertext of the newest version.</summary>
    /// <returns>Whether there is a version at all; <paramref name="ciphertext"/> is <see langword="null"/> where it is damaged.</returns>
    public static bool TryGetNewest(string field, out string? ciphertext)
    {
        ciphertext = null;
        using var history = Parse(field);
        if (history is null)
        {
            return true;
        }

        if (history.RootElement.ValueKind != JsonValueKind.Array || history.RootElement.GetArrayLength() == 0)
        {
            return false;
        }

        ciphertext = CiphertextOf(history.RootElement[0]);
        return true;
    }

    /// <summary>The ciphertext of a version that is asked for by its number or its place.</summary>
    /// <returns>Whether there is such a version; <paramref name="ciphertext"/> is <see langword="null"/> where it is damaged.</returns>
    public static bool TryFind(string? field, long version, RedenvVersionMode mode, out string? ciphertext)
    {
        ciphertext = null;
        using var history = field is null ? null : Parse(field);
        if (history?.RootElement is not { ValueKind: JsonValueKind.Array } versions)
        {
            return false;
        }

        if (mode == RedenvVersionMode.Index || version < 0)
        {
            var index = version < 0 ? versions.GetArrayLength() + version : version;
            if (index < 0 || index >= versions.GetArrayLength())
            {
                return false;
            }

            ciphertext = CiphertextOf(versions[(int)index]);
            return true;
        }

        foreach (var entry in versions.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("version", out var number)
                && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var id) && id == version)
            {
                ciphertext = CiphertextOf(entry);
                return true;
            }
        }

        return false;
    }

    private static string? CiphertextOf(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument? Parse(string field)
    {
        try
        {
            return JsonDocument.Parse(field);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
