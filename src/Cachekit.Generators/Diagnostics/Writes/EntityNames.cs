using Cachekit.Generators.Parsing.TypedSettings;

namespace Cachekit.Generators.Diagnostics.Writes;

/// <summary>What names of methods say about what they do.</summary>
internal static class EntityNames
{
    private static readonly string[] Verbs =
        ["UPDATE", "SAVE", "DELETE", "REMOVE", "SET", "UPSERT", "REPLACE", "PUT", "PATCH", "STORE", "WRITE", "RENAME", "CHANGE", "EDIT", "MODIFY", "ARCHIVE"];

    /// <summary>Whether a name begins with a verb of writing. What only adds something new makes no entry wrong that is there.</summary>
    public static bool SaysThatItWrites(string method) => Array.IndexOf(Verbs, SettingNames.Upper(method).Split('_')[0]) >= 0;

    /// <summary>Whether an entity's name, or its plural, stands behind the verb: <c>RenameProductAsync</c> names <c>Product</c>.</summary>
    public static bool Names(string method, string entity)
    {
        var name = "_" + SettingNames.Upper(method) + "_";
        var wanted = "_" + SettingNames.Upper(entity);
        return name.Contains(wanted + "_") || name.Contains(wanted + "S_");
    }
}
