namespace Cachekit.Generators.Models.TypedSettings;

/// <summary>What kind of type settings are.</summary>
internal enum SettingsForm
{
    Class,
    Record,
    Struct,
    RecordStruct,
}
