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
    /// <summary>Gives each file a name of its own: file names are compared without case, type names are not.</summary>
    public static IEnumerable<SettingsTypeModel> WithFileNames(IReadOnlyList<SettingsTypeModel> types)
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in types)
        {
            names[type.HintName] = names.TryGetValue(type.HintName, out var count) ? count + 1 : 1;
        }

        foreach (var type in types)
        {
            yield return names[type.HintName] == 1 ? type : type with { HintName = $"{type.HintName}.{Hash.Of(type.HintName, 8)}" };
        }
    }
}
