using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.TypedSettings;

/// <summary>A member of settings.</summary>
/// <param name="Name">Its name, which messages use.</param>
/// <param name="Property">The property that shows it, or null.</param>
/// <param name="Key">Its name in a section.</param>
/// <param name="Variable">Its variable, without the prefix.</param>
/// <param name="Place">How its value gets into the settings.</param>
/// <param name="Parameter">The parameter, or null.</param>
/// <param name="Type">Its type as code writes it.</param>
/// <param name="ReadType">The type that is read, without being nullable.</param>
/// <param name="Reader">What reads it; empty for settings in settings.</param>
/// <param name="IsNested">Whether it is settings in settings.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="Default">Its value where there is none; null: it must be there.</param>
/// <param name="IsSecret">Whether nobody may see it.</param>
/// <param name="Checks">What checks it.</param>
internal sealed record SettingModel(
    string Name,
    string? Property,
    string Key,
    string Variable,
    SettingPlace Place,
    string? Parameter,
    string Type,
    string ReadType,
    string Reader,
    bool IsNested,
    bool IsNullable,
    string? Default,
    bool IsSecret,
    EquatableArray<string> Checks);
