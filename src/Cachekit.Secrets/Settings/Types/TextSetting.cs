namespace Cachekit.Secrets.CompilerServices;

/// <summary>A text is what it is, with all its spaces.</summary>
internal sealed class TextSetting : SettingType<string>
{
    internal override string Expected => "a text";

    internal override bool TryParse(string text, out string value)
    {
        value = text;
        return true;
    }
}
