using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Configuration;

/// <summary>
/// Reads typed settings from the host's configuration, and where that says nothing from the environment. A blank one counts as not set; a wrong
/// one becomes a problem that names where it was written.
/// </summary>
/// <remarks>Nothing is bound by reflection, and no wrong setting hides the next one, as it would where a binder throws.</remarks>
/// <param name="section">The section, or <see langword="null"/>.</param>
/// <param name="variables">Reads an environment variable.</param>
/// <param name="problems">Collects the problems.</param>
internal sealed partial class SettingsReader(IConfiguration? section, Func<string, string?> variables, ICollection<string> problems)
{
    /// <summary>The section of named backends.</summary>
    internal const string BackendsSection = "Backends";

    internal ICollection<string> Problems => problems;

    /// <summary>The settings of a named backend: below <c>Backends:{name}</c>, and else the same variables.</summary>
    internal SettingsReader Named(string name) =>
        new(section?.GetSection(ConfigurationPath.Combine(BackendsSection, name)), variables, problems);

    /// <summary>The same settings, with another place for problems.</summary>
    internal SettingsReader Reporting(ICollection<string> other) => new(section, variables, other);

    /// <summary>The names of the backends that the configuration describes.</summary>
    internal IEnumerable<string> BackendNames() => section?.GetSection(BackendsSection).GetChildren().Select(static child => child.Key) ?? [];

    /// <summary>Where a setting comes from, as its user knows it; <see langword="null"/> when it is not set.</summary>
    internal string? SourceOf(SettingName name) => Get(name)?.Source ?? Array(name)?[0].Source;

    /// <summary>Where the configuration would have the setting, or else which variable names it.</summary>
    internal string PathOf(SettingName name) => section?.GetSection(name.Path).Path ?? name.Variable ?? name.Path;

    /// <summary>How the user knows the setting: where it comes from, or else how it could be set.</summary>
    internal string NameOf(SettingName name) => SourceOf(name) ?? name.Variable ?? PathOf(name);

    /// <summary>The setting where the configuration has it, whatever the environment says.</summary>
    internal SettingText? GetConfigured(SettingName name) => Get(name with { Variable = null });

    internal SettingText? Get(SettingName name) =>
        GetAsWritten(name) is { } found ? found with { Text = found.Text.Trim() } : null;

    /// <summary>For values where white space matters: a secret with a line break at its end is another secret.</summary>
    internal SettingText? GetAsWritten(SettingName name)
    {
        if (section?.GetSection(name.Path) is { } place && NotBlank(place.Value) is { } configured)
        {
            return new SettingText(configured, place.Path);
        }

        return name.Variable is { } variable && NotBlank(variables(variable)) is { } text ? new SettingText(text, variable) : null;
    }

    /// <summary>A list that the configuration has as an array; <see langword="null"/> where it has none.</summary>
    internal IReadOnlyList<SettingText>? Array(SettingName name)
    {
        var items = section?.GetSection(name.Path).GetChildren().Select(static child => new SettingText(child.Value ?? "", child.Path)).ToArray();
        return items is { Length: > 0 } ? items : null;
    }

    /// <summary>Reads the spellings that the other SDKs read too.</summary>
    internal bool? Boolean(SettingName name)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        switch (found.Text.ToUpperInvariant())
        {
            case "TRUE" or "1" or "YES" or "ON" or "T" or "Y":
                return true;
            case "FALSE" or "0" or "NO" or "OFF" or "F" or "N":
                return false;
            default:
                problems.Add($"{found.Source} is neither yes nor no: write true or false.");
                return null;
        }
    }

    /// <param name="name">The setting.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest number; <see cref="int.MaxValue"/>: there is no limit.</param>
    /// <param name="example">A number that makes sense here, or <see langword="null"/>.</param>
    internal int? Integer(SettingName name, int least, int most, string? example = null)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (int.TryParse(found.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var range = most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{least} or more")
            : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        problems.Add($"{found.IsWrong}: write a whole number, {range}{(example is null ? "" : $", for example {example}")}.");
        return null;
    }

    /// <summary>A number of bytes, more than 0.</summary>
    internal long? Bytes(SettingName name)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (long.TryParse(found.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        problems.Add($"{found.IsWrong}: write a whole number of bytes, more than 0, for example 104857600.");
        return null;
    }

    /// <summary>A number of seconds, or hours, minutes and seconds with colons, as .NET writes a time span.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="least">The least number of seconds; 0: more than 0.</param>
    /// <param name="most">The greatest number of seconds.</param>
    /// <param name="example">A number of seconds that makes sense here.</param>
    internal TimeSpan? Seconds(SettingName name, double least, double most, string example)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (TryParseSeconds(found.Text, out var seconds)
            && seconds >= least
            && seconds <= most
            && TimeSpan.FromSeconds(seconds) is { Ticks: > 0 } span)
        {
            return span;
        }

        var range = least > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{least} to {most}")
            : string.Create(CultureInfo.InvariantCulture, $"more than 0 and at most {most:0}");
        problems.Add($"{found.IsWrong}: write a number of seconds, {range}, for example {example}.");
        return null;
    }

    /// <summary>A part of a whole, 0 to 1.</summary>
    internal double? Share(SettingName name)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (double.TryParse(found.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
        {
            return share;
        }

        problems.Add($"{found.IsWrong}: write a number, 0 to 1, for example 0.1.");
        return null;
    }

    private static bool TryParseSeconds(string text, out double seconds)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            var parsed = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span);
            seconds = span.TotalSeconds;
            return parsed;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
