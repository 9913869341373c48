using Cachekit.Generators.Parsing.TypedSettings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Tells by their names what says who is asking: the current user, the tenant.</summary>
/// <remarks>
/// A store of users or tenants is none: it has to be asked for one of many. So only properties and methods without arguments count, and types with
/// names such as <c>ICurrentUser</c>, <c>ITenantContext</c>, <c>UserAccessor</c>.
/// </remarks>
internal static class CallerNames
{
    private static readonly string[] Callers = ["USER", "TENANT", "PRINCIPAL", "IDENTITY", "CALLER"];
    private static readonly string[] Accessors = ["CURRENT", "ACCESSOR", "CONTEXT", "PROVIDER", "RESOLVER", "AMBIENT"];
    private static readonly string[] Tenants = ["TENANT", "TENANT_ID", "TENANT_KEY", "TENANT_NAME", "TENANT_CODE", "TENANT_SLUG"];
    private static readonly string[] Configurations = ["OPTIONS", "SETTINGS", "CONFIG", "CONFIGURATION"];

    /// <summary>Whether a service of this type is there to say who is asking, and the member says it.</summary>
    public static bool IsAccessor(ITypeSymbol type, ISymbol member)
    {
        // A provider of users may have all of them.
        if (Words(type.Name) is var all && Array.IndexOf(all, "CURRENT") < 0 && IsOfMany(member))
        {
            return false;
        }

        if (IsConfiguration(type) || IsDatabase(type))
        {
            return false;
        }

        var words = Words(type.Name);
        if (words.Length > 1 && words[0] == "I" && type.TypeKind == TypeKind.Interface)
        {
            words = words[1] == "TENANT" && words.Length == 2 ? ["CURRENT", "TENANT"] : words;
        }

        return HasAny(words, Callers) && HasAny(words, Accessors);
    }

    /// <summary>Whether a member of a service has the name of who is asking.</summary>
    public static bool IsCaller(string member)
    {
        var name = string.Join("_", Words(member));
        name = name.StartsWith("GET_", StringComparison.Ordinal) ? name.Substring(4) : name;
        name = name.EndsWith("_ASYNC", StringComparison.Ordinal) ? name.Substring(0, name.Length - 6) : name;
        return name == "USER_ID" || name.StartsWith("CURRENT_USER", StringComparison.Ordinal) || name.StartsWith("CURRENT_TENANT", StringComparison.Ordinal) || Array.IndexOf(Tenants, name) >= 0;
    }

    /// <summary>Whether a type holds what an operator has set; there a name such as <c>TenantId</c> is that of an account.</summary>
    public static bool IsConfiguration(ITypeSymbol type)
    {
        var words = Words(type.Name);
        return HasAny(words, Configurations);
    }

    private static bool IsOfMany(ISymbol member)
    {
        var result = member switch { IMethodSymbol method => method.ReturnType, IPropertySymbol property => property.Type, _ => null };
        return result?.Name is "DbSet" or "IQueryable"
            || (member is IMethodSymbol && (member.Name.IndexOf("All", StringComparison.Ordinal) >= 0
                || member.Name.IndexOf("List", StringComparison.Ordinal) >= 0
                || member.Name.EndsWith("s", StringComparison.Ordinal)
                || member.Name.EndsWith("sAsync", StringComparison.Ordinal)))
            || member.Name.IndexOf("Count", StringComparison.Ordinal) >= 0;
    }

    private static bool IsDatabase(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Name.EndsWith("DbContext", StringComparison.Ordinal) || current.Name == "DataConnection")
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAny(string[] words, string[] wanted)
    {
        foreach (var word in words)
        {
            if (Array.IndexOf(wanted, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Words(string name)
    {
        var trimmed = name.Trim('_');
        return trimmed.Length == 0 ? [] : SettingNames.Upper(trimmed).Split('_');
    }
}
