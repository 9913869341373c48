namespace Cachekit.Secrets.CompilerServices;

/// <summary>Values by name: a text such as <c>a=1,b=2</c>, or the children of a section.</summary>
internal sealed class NamedItemsSetting<T>(SettingType<T> item) : SettingType<Dictionary<string, T>>
{
    internal override string Expected => $"names and values such as name=value, with commas between them, each value {item.Expected}";

    internal override bool HasChildren => true;

    internal override bool TryParse(string text, out Dictionary<string, T> value) => Read(new SettingsFound("", text), out value) is null;

    internal override string? Read(SettingsFound found, out Dictionary<string, T> value)
    {
        value = new Dictionary<string, T>(StringComparer.Ordinal);
        var number = 0;
        foreach (var (name, text) in found.Text is { } whole ? Split(whole) : found.Children)
        {
            number++;
            if (text is null || !item.TryParse(text, out var read))
            {
                return $"has a value, number {number}, that {(text is null ? "is missing" : "cannot be read")}: write {(text is null ? Expected : item.Expected)}";
            }

            // The name may be a part of a secret that was torn apart at a comma, so it is not repeated.
            if (!value.TryAdd(name, read))
            {
                return $"has the name of value number {number} twice: take one out";
            }
        }

        return null;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Split(string text)
    {
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? new(pair, null) : new(pair[..equals].TrimEnd(), pair[(equals + 1)..].TrimStart());
        }
    }
}
