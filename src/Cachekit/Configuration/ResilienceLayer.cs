using System.Globalization;

namespace Cachekit.Configuration;

/// <summary>One place of options with its place in the configuration: the options win, and both are checked.</summary>
/// <param name="source">What the options are called in code.</param>
/// <param name="configured">The configuration beside them.</param>
/// <param name="problems">Collects the problems.</param>
internal readonly struct ResilienceLayer(string source, SettingsReader configured, List<string> problems)
{
    internal bool? Boolean(string name) => configured.Boolean(NameOf(name));

    internal int Integer(string name, int? option, int least, int most, int below)
    {
        var written = configured.Integer(NameOf(name), least, most);
        if (option < least || option > most)
        {
            var range = most == int.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"{least} or more")
                : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{source}.{name} is {option}: it must be {range}."));
        }

        return option ?? written ?? below;
    }

    internal TimeSpan Time(string name, TimeSpan? option, double mostSeconds, TimeSpan below)
    {
        var written = configured.Seconds(NameOf(name), 0, mostSeconds, below.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        if (option <= TimeSpan.Zero || option > TimeSpan.FromSeconds(mostSeconds))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{source}.{name} is {option}: it must be more than 0 and at most {TimeSpan.FromSeconds(mostSeconds)}."));
        }

        return option ?? written ?? below;
    }

    private static SettingName NameOf(string name) => new("Resilience:" + name.Replace('.', ':'), null);
}
