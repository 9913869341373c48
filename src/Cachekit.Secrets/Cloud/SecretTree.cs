using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Collects the secrets of a store under configuration paths, and refuses two for one path: which of them wins would be luck.</summary>
/// <param name="store">What messages call the store.</param>
internal sealed class SecretTree(string store)
{
    private readonly Dictionary<string, (string? Value, string Name)> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The path that a name means.</summary>
    /// <param name="name">A name, or what is left of it after a prefix.</param>
    /// <param name="separators">What separates its parts, besides <c>:</c>.</param>
    public static string PathOf(string name, params ReadOnlySpan<string> separators)
    {
        foreach (var separator in separators)
        {
            name = name.Replace(separator, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        }

        return string.Join(ConfigurationPath.KeyDelimiter, name.Split(ConfigurationPath.KeyDelimiter, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Adds a secret.</summary>
    /// <param name="key">Its path; may be empty for a JSON object, whose members are at the root then.</param>
    /// <param name="text">Its text.</param>
    /// <param name="name">Its name in the store.</param>
    /// <param name="flattenJson">Whether the members of a JSON object become keys of their own.</param>
    /// <exception cref="SecretsException">There is a value for that path already, or none can be made.</exception>
    public void AddSecret(string key, string text, string name, bool flattenJson)
    {
        if (flattenJson && ObjectIn(text) is { } document)
        {
            using (document)
            {
                Flatten(key, document.RootElement, name);
            }
        }
        else
        {
            Add(key, text, name);
        }
    }

    /// <summary>Adds one value.</summary>
    public void Add(string key, string? value, string name)
    {
        if (key.Length == 0)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"{store}: '{name}' has no configuration path of its own, and only a JSON object can be spread at the root. Give it a path with MapKey.");
        }

        if (!_values.TryAdd(key, (value, name)))
        {
            var other = _values[key].Name;
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                other == name
                    ? $"{store}: '{name}' has two members for the configuration path '{key}' (paths are compared without case). Rename one of them."
                    : $"{store}: '{other}' and '{name}' both give the configuration path '{key}'. Rename one of them, or give it another path with MapKey.");
        }
    }

    public SecretStoreContent Content() => new(_values.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.OrdinalIgnoreCase));

    private static JsonDocument? ObjectIn(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // A text that merely begins like an object is a secret as any other.
            return null;
        }
    }

    // Values as the JSON files of Microsoft.Extensions.Configuration give them, so that a setting can move between the two.
    private void Flatten(string path, JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Flatten(Combine(path, member.Name), member.Value, name);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Flatten(Combine(path, index.ToString(CultureInfo.InvariantCulture)), item, name);
                    index++;
                }

                break;
            case JsonValueKind.Null:
                Add(path, null, name);
                break;
            default:
                Add(path, value.ToString(), name);
                break;
        }
    }

    private static string Combine(string path, string name) => path.Length == 0 ? name : ConfigurationPath.Combine(path, name);
}
