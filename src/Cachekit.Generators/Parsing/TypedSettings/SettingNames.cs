using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Interop;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>The names of settings.</summary>
internal static class SettingNames
{
    private static readonly string[] Endings = ["Settings", "Options", "Configuration"];

    /// <summary>Words in capitals, with underscores between them: <c>PoolSize</c> is <c>POOL_SIZE</c>.</summary>
    public static string Upper(string name) => MemberNames.Apply(name, MemberNaming.SnakeCase).ToUpperInvariant();

    /// <summary>The section of a type that names none: <c>Database</c> for <c>DatabaseSettings</c>.</summary>
    public static string Section(string typeName)
    {
        foreach (var ending in Endings)
        {
            if (typeName.Length > ending.Length && typeName.EndsWith(ending, StringComparison.Ordinal))
            {
                return typeName.Substring(0, typeName.Length - ending.Length);
            }
        }

        return typeName;
    }

    /// <summary>The member of a parameter: <c>PoolSize</c> for <c>poolSize</c>.</summary>
    public static string Member(string parameter) => parameter.Length == 0 ? parameter : char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
}
