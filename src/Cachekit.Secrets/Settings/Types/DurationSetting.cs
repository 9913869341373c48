using Cachekit.Configuration;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>Durations as everywhere in Cachekit: with units, with colons, or a number of seconds.</summary>
internal sealed class DurationSetting : SettingType<TimeSpan>
{
    internal override string Expected => "a duration, for example 500ms, 30s, 5m, 1h30m, 00:05:00 or a number of seconds";

    internal override bool TryParse(string text, out TimeSpan value) => DurationText.TryParse(text.Trim(), out value);
}
