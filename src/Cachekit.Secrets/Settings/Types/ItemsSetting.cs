namespace Cachekit.Secrets.CompilerServices;

/// <summary>Several values: a text with commas, or the children of a section.</summary>
/// <remarks>Items of a text lose the spaces around them. An empty text has none.</remarks>
internal sealed class ItemsSetting<TItems, T>(SettingType<T> item, Func<List<T>, TItems> make) : SettingType<TItems>
{
    internal override string Expected => $"values with commas between them, each {item.Expected}";

    internal override bool HasChildren => true;

    internal override bool TryParse(string text, out TItems value) => Read(Split(text), out value) is null;

    internal override string? Read(SettingsFound found, out TItems value) =>
        Read(found.Text is { } text ? Split(text) : found.Children.Select(static child => child.Value), out value);

    private static string[] Split(string text) => string.IsNullOrWhiteSpace(text) ? [] : text.Split(',', StringSplitOptions.TrimEntries);

    private string? Read(IEnumerable<string?> texts, out TItems value)
    {
        var items = new List<T>();
        foreach (var text in texts)
        {
            if (text is null || !item.TryParse(text, out var read))
            {
                value = default!;
                return $"has a value, number {items.Count + 1}, that {(string.IsNullOrEmpty(text) ? "is empty" : "cannot be read")}: write {item.Expected}";
            }

            items.Add(read);
        }

        value = make(items);
        return null;
    }
}
