using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Turns the fields of a secret into configuration.</summary>
internal sealed class VaultFields(string store, string name, VaultPath path)
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _mapped = new(StringComparer.Ordinal);

    /// <param name="store">The store's name.</param>
    /// <param name="name">The secret's name in messages.</param>
    /// <param name="path">What was asked for.</param>
    /// <param name="data">The fields.</param>
    /// <param name="below">The path in a tree.</param>
    /// <exception cref="SecretsException">Two fields have one key, or a field that is mapped is not there.</exception>
    public static Dictionary<string, string?> Read(string store, string name, VaultPath path, JsonElement? data, string below = "")
    {
        var fields = new VaultFields(store, name, path);
        var prefix = below.Length == 0 ? path.Section ?? "" : Combine(path.Section ?? "", Key(below));
        if (data is { ValueKind: JsonValueKind.Object } values)
        {
            fields.Object(values, prefix, "");
        }

        return fields.Whole();
    }

    /// <summary>The configuration path of a name: <c>__</c> and <c>/</c> are read as <c>:</c>.</summary>
    internal static string Key(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal).Replace("/", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private static string Combine(string prefix, string key) => prefix.Length == 0 ? key : ConfigurationPath.Combine(prefix, key);

    private void Object(JsonElement element, string prefix, string above)
    {
        foreach (var member in element.EnumerateObject())
        {
            var field = Combine(above, member.Name);
            Value(member.Value, Place(field, Combine(prefix, Key(member.Name))), field);
        }
    }

    private void Value(JsonElement value, string key, string field)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(value, key, field);
                return;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    var number = index++.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    Value(item, Place(Combine(field, number), Combine(key, number)), Combine(field, number));
                }

                return;
            case JsonValueKind.String:
                Set(key, field, value.GetString());
                return;
            case JsonValueKind.Null:
                Set(key, field, null);
                return;
            default:
                Set(key, field, value.GetRawText());
                return;
        }
    }

    private string Place(string field, string key)
    {
        if (!path.Keys.TryGetValue(field, out var mapped))
        {
            return key;
        }

        _mapped.Add(field);
        return mapped;
    }

    private void Set(string key, string field, string? value)
    {
        if (!_fields.TryAdd(key, field))
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput, $"{store}: the fields '{_fields[key]}' and '{field}' of {name} are both '{key}' in the configuration. Rename one of them, or give it a path of its own by VaultPath.Keys.");
        }

        _values[key] = value;
    }

    private Dictionary<string, string?> Whole()
    {
        // In a tree each secret has fields of its own.
        var missing = path.Kind is VaultPathKind.Tree ? [] : path.Keys.Keys.Where(field => !_mapped.Contains(field)).ToList();
        return missing.Count == 0 ? _values : throw new SecretsException(
            SecretsErrorCode.SecretNotFound, $"{store}: {name} has no field '{string.Join("', '", missing)}', which VaultPath.Keys names. Its fields are '{string.Join("', '", _fields.Values)}'.");
    }
}
