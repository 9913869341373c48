using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Configuration;

/// <content>What the settings of cached methods need.</content>
internal sealed partial class SettingsReader
{
    /// <summary>What stands below a path of the configuration: names, and whether each is one value.</summary>
    internal IEnumerable<(string Name, string Path, bool IsValue)> Below(string path) =>
        section?.GetSection(path).GetChildren().Select(static child => (child.Key, child.Path, !child.GetChildren().Any())) ?? [];

    /// <summary>A number of seconds, hours, minutes and seconds with colons, or numbers with units as in the attributes.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="example">A duration that makes sense here.</param>
    internal TimeSpan? Duration(SettingName name, string example)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (DurationText.TryParse(found.Text, out var duration))
        {
            return duration;
        }

        problems.Add($"{found.IsWrong}: write numbers with the units d, h, m, s or ms, for example {example}, a number of seconds, or hours, minutes and seconds with colons.");
        return null;
    }

    /// <summary>A number with a decimal point.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="example">A number that makes sense here.</param>
    internal double? Fraction(SettingName name, string example)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (double.TryParse(found.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add($"{found.IsWrong}: write a number with a decimal point, for example {example}.");
        return null;
    }

    /// <summary>One of the names of an enumeration, in any case.</summary>
    internal T? Name<T>(SettingName name)
        where T : struct, Enum
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        // By its names only: numbers and lists of names would parse too.
        var names = Enum.GetNames<T>();
        var index = System.Array.FindIndex(names, candidate => string.Equals(candidate, found.Text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return Enum.Parse<T>(names[index]);
        }

        problems.Add($"{found.IsWrong}: write {string.Join(", ", names)}.");
        return null;
    }
}
