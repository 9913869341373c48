namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>What kind of value a setting has, as far as validation is concerned.</summary>
internal enum SettingShape
{
    Other,
    Text,
    Url,
    Number,
    Duration,
    Items,
    Nested,
}
