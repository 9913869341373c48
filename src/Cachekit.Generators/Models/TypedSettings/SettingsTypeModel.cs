using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.TypedSettings;

/// <summary>A type of settings.</summary>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="Declarations">The heads of the partial declarations, the outermost first.</param>
/// <param name="HintName">The file's name, without the ending.</param>
/// <param name="Name">The type's name, which messages use.</param>
/// <param name="TypeName">The type as code writes it.</param>
/// <param name="Prefix">What variables begin with.</param>
/// <param name="Section">The section of a configuration.</param>
/// <param name="Form">What kind of type it is.</param>
/// <param name="IsSealed">Whether nothing derives from it.</param>
/// <param name="ShowsItself">Whether what shows the members is generated.</param>
/// <param name="HasDebuggerDisplay">Whether the user wrote one.</param>
/// <param name="HasLoad">Whether the user has a member of that name.</param>
/// <param name="Validation">How the user's validation is called.</param>
/// <param name="Members">The members in their order; without them nothing can be read.</param>
/// <param name="IsReadable">Whether there is no mistake that prevents reading.</param>
internal sealed record SettingsTypeModel(
    string Namespace,
    EquatableArray<string> Declarations,
    string HintName,
    string Name,
    string TypeName,
    string Prefix,
    string Section,
    SettingsForm Form,
    bool IsSealed,
    bool ShowsItself,
    bool HasDebuggerDisplay,
    bool HasLoad,
    SettingsValidation Validation,
    EquatableArray<SettingModel> Members,
    bool IsReadable)
{
    /// <summary>The types with names that no other file has.</summary>
    public static EquatableArray<SettingsTypeModel> WithFileNames(IReadOnlyList<SettingsTypeModel> types) =>
        FileNames.Assign(types, static type => type.HintName, static (type, name) => type with { HintName = name });
}
