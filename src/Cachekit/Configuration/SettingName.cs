namespace Cachekit.Configuration;

/// <summary>By which names a setting is known.</summary>
/// <param name="Path">Its place below the configuration's section, with colons, for example <c>Redis:Url</c>.</param>
/// <param name="Variable">Its environment variable; <see langword="null"/>: it has none.</param>
internal readonly record struct SettingName(string Path, string? Variable);
