using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>Which layer each value of a configuration comes from, as it was when it was asked.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It explains, and happens to be a list of what it says.")]
public sealed class SettingsExplanation : IReadOnlyCollection<ExplainedSetting>
{
    private const int MaxValueWidth = 60;

    private readonly IReadOnlyList<ExplainedSetting> _settings;

    internal SettingsExplanation(IReadOnlyList<ExplainedSetting> settings, IReadOnlyList<ExplainedLayer> layers)
    {
        _settings = settings;
        Layers = layers;
    }

    /// <summary>How many keys there are.</summary>
    public int Count => _settings.Count;

    /// <summary>All layers, the highest first.</summary>
    public IReadOnlyList<ExplainedLayer> Layers { get; }

    /// <summary>Enumerates the keys in their order.</summary>
    public IEnumerator<ExplainedSetting> GetEnumerator() => _settings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table of keys, values, layers and what they hide, and one of the layers.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Table(text, ["KEY", "VALUE", "FROM", "OVER"], _settings.Select(setting => new[] { setting.Key, Cut(setting.Shown), setting.Layer ?? "", string.Join(", ", setting.Overridden) }));
        text.Append('\n');
        Table(text, ["LAYER (HIGHEST FIRST)", "KEYS", "WINS", "PROBLEM"], Layers.Select(layer => new[] { layer.Name, Number(layer.KeyCount), Number(layer.WinCount), layer.Problem ?? "" }));
        return text.ToString();
    }

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(head).ToList();
        var widths = Enumerable.Range(0, head.Length - 1).Select(column => all.Max(row => row[column].Length) + 2).ToArray();
        foreach (var row in all)
        {
            var line = string.Concat(row.Select((cell, column) => column < widths.Length ? cell.PadRight(widths[column]) : cell));
            text.Append(line.TrimEnd()).Append('\n');
        }
    }

    private static string Cut(string value) => value.Length <= MaxValueWidth ? value : value[..(MaxValueWidth - 1)] + "…";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
