namespace Cachekit.Secrets;

/// <summary>What a setting is called: a variable in the environment and in secrets, a path in a configuration.</summary>
internal readonly record struct SettingsKey(string Variable, string Path);
