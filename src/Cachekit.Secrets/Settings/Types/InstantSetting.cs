using System.Globalization;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>A time that means the same on every machine.</summary>
internal sealed class InstantSetting : SettingType<DateTimeOffset>
{
    internal override string Expected => "a time, for example 2030-01-31T08:00:00Z";

    internal override bool TryParse(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}
