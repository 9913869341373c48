using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cachekit.Secrets;

/// <content>Values as something else than text. A value that is missing or cannot be read as asked gives the default, as in the other clients.</content>
public sealed partial class Secrets
{
    /// <summary>The value of a secret, or another text where there is none.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="defaultValue">What is returned otherwise.</param>
    [return: NotNullIfNotNull(nameof(defaultValue))]
    public string? Get(string key, string? defaultValue = null) => _values.TryGetValue(key, out var value) ? value : defaultValue;

    /// <summary>The value of a secret as a number, a truth value, a URL, a time or whatever else reads itself from text, in the invariant culture.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="defaultValue">What is returned where there is no such secret, or where its value is no <typeparamref name="T"/>.</param>
    /// <typeparam name="T">The type. For <see cref="bool"/>, <c>true</c>, <c>1</c>, <c>yes</c> and <c>on</c> are true in any case, and every other text is false.</typeparam>
    [return: NotNullIfNotNull(nameof(defaultValue))]
    public T? Get<T>(string key, T? defaultValue = default)
        where T : IParsable<T>
    {
        if (!_values.TryGetValue(key, out var text))
        {
            return defaultValue;
        }

        if (typeof(T) == typeof(bool))
        {
            return (T)(object)IsTrue(text);
        }

        // What reads itself takes thousands separators, which would turn 1,5 into fifteen.
        if ((typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(decimal)) && text.Contains(',', StringComparison.Ordinal))
        {
            return defaultValue;
        }

        return T.TryParse(typeof(T) == typeof(string) ? text : text.Trim(), CultureInfo.InvariantCulture, out var value) ? value : defaultValue;
    }

    /// <summary>The value of a secret, read by a function.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="parser">Reads the text; what it throws counts as a text that it cannot read.</param>
    /// <param name="defaultValue">What is returned where there is no such secret, or where <paramref name="parser"/> throws.</param>
    /// <typeparam name="T">The type.</typeparam>
    [return: NotNullIfNotNull(nameof(defaultValue))]
    public T? Get<T>(string key, Func<string, T> parser, T? defaultValue = default)
    {
        ArgumentNullException.ThrowIfNull(parser);
        if (!_values.TryGetValue(key, out var text))
        {
            return defaultValue;
        }

        try
        {
            return parser(text) ?? defaultValue;
        }
        catch (Exception)
        {
            // What is thrown may repeat the value, and the contract is the default.
            return defaultValue;
        }
    }

    /// <summary>The value of a secret, a JSON text, as an object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="type">How the type is read, from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="defaultValue">What is returned where there is no such secret, or where its value is no JSON of that type.</param>
    /// <typeparam name="T">The type.</typeparam>
    [return: NotNullIfNotNull(nameof(defaultValue))]
    public T? GetJson<T>(string key, JsonTypeInfo<T> type, T? defaultValue = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Get(key, text => JsonSerializer.Deserialize(text, type) is { } value ? value : throw new FormatException(), defaultValue);
    }

    /// <summary>The value of a secret, a JSON object, array or other JSON text.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="kind">What it has to be, for example <see cref="JsonValueKind.Object"/>; <see cref="JsonValueKind.Undefined"/>: anything.</param>
    /// <returns>The JSON; <see langword="null"/> where there is no such secret, or where its value is no JSON of that kind.</returns>
    public JsonElement? GetJson(string key, JsonValueKind kind = JsonValueKind.Undefined)
    {
        if (!_values.TryGetValue(key, out var text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return kind == JsonValueKind.Undefined || document.RootElement.ValueKind == kind ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What all clients take for true.</summary>
    internal static bool IsTrue(string text) => text.Trim().ToLowerInvariant() is "true" or "1" or "yes" or "on";
}
