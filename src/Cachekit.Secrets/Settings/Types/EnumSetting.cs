namespace Cachekit.Secrets.CompilerServices;

/// <summary>A name of an enumeration in any case. Numbers are refused: nobody who reads the configuration knows what they mean.</summary>
internal sealed class EnumSetting<T> : SettingType<T>
    where T : struct, Enum
{
    internal static readonly EnumSetting<T> Instance = new();

    internal override string Expected => $"one of {string.Join(", ", Enum.GetNames<T>())}";

    internal override bool TryParse(string text, out T value)
    {
        var name = text.Trim();
        value = default;
        return name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && Enum.TryParse(name, ignoreCase: true, out value);
    }
}
