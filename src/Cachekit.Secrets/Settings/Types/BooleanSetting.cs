namespace Cachekit.Secrets.CompilerServices;

/// <summary>What all clients take for true, and its opposites; nothing else, because a mistake must not switch something off.</summary>
internal sealed class BooleanSetting : SettingType<bool>
{
    internal override string Expected => "true, 1, yes or on, or false, 0, no or off";

    internal override bool TryParse(string text, out bool value)
    {
        value = Secrets.IsTrue(text);
        return value || text.Trim().ToLowerInvariant() is "false" or "0" or "no" or "off";
    }
}
