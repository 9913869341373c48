namespace Cachekit.Configuration;

/// <summary>What a setting was given.</summary>
/// <param name="Text">The text.</param>
/// <param name="Source">Where it comes from, as its user knows it: a variable, or a path in the configuration.</param>
internal readonly record struct SettingText(string Text, string Source);
