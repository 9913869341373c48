namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>How values of a type are read.</summary>
/// <param name="Reader">The expression of what reads them.</param>
/// <param name="Type">The type that is read.</param>
/// <param name="Shape">What kind of value it is.</param>
internal sealed record SettingRead(string Reader, string Type, SettingShape Shape);
