using System.Globalization;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>What reads itself from text, in the invariant culture.</summary>
internal sealed class ParsableSetting<T> : SettingType<T>
    where T : IParsable<T>
{
    internal static readonly ParsableSetting<T> Instance = new();

    internal override string Expected => typeof(T) == typeof(Guid) ? "a GUID, for example 01234567-89ab-cdef-0123-456789abcdef"
        : typeof(T) == typeof(DateOnly) ? "a date, for example 2030-01-31"
        : typeof(T) == typeof(TimeOnly) ? "a time of day, for example 08:30"
        : $"a text that {typeof(T).Name} reads";

    internal override bool TryParse(string text, out T value) => T.TryParse(text.Trim(), CultureInfo.InvariantCulture, out value!);
}
