using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Interop;
using Cachekit.Generators.Parsing.TypedSettings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Values;

/// <summary>Finds the parameter of a secure method that sounds like its tenant, where nothing is marked as one.</summary>
internal static class TenantNames
{
    private static readonly string[] Tenants = ["TENANT", "ORGANIZATION", "ORGANISATION", "ORG", "WORKSPACE"];

    // Often tenants, and as often what is asked for.
    private static readonly string[] Perhaps = ["CUSTOMER", "ACCOUNT", "COMPANY"];
    private static readonly string[] Endings = ["ID", "KEY", "NAME", "CODE", "SLUG"];

    public static IParameterSymbol? Find(IMethodSymbol method)
    {
        if (InteropSettings.IsShared(method.FindAttribute(KnownNames.Cache)!, out _) || HasTenant(method))
        {
            return null;
        }

        foreach (var parameter in method.Parameters)
        {
            if (!parameter.HasAttribute(KnownNames.CacheIgnore) && IsScalar(parameter.Type) && SoundsLikeOne(parameter, method))
            {
                return parameter;
            }
        }

        return null;
    }

    private static bool HasTenant(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.HasAttribute(KnownNames.CacheTenant))
            {
                return true;
            }
        }

        foreach (var member in CachedMethodParser.MarkedMembers(method.ContainingType))
        {
            if (member.HasAttribute(KnownNames.CacheTenant))
            {
                return true;
            }
        }

        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.FindAttribute(KnownNames.Secure) is { } secure && secure.TryGet<string>("Tenant", out var tenant) && tenant is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsScalar(ITypeSymbol type) => type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 || type.Is("System.Guid");

    private static bool SoundsLikeOne(IParameterSymbol parameter, IMethodSymbol method)
    {
        var words = SettingNames.Upper(parameter.Name).Split('_');
        if (words.Length > 2 || (words.Length == 2 && Array.IndexOf(Endings, words[1]) < 0))
        {
            return false;
        }

        return Array.IndexOf(Tenants, words[0]) >= 0
            || (words.Length == 2
                && Array.IndexOf(Perhaps, words[0]) >= 0
                && parameter.Type.SpecialType == SpecialType.System_String
                && method.BareName().IndexOf(words[0], StringComparison.OrdinalIgnoreCase) < 0
                && method.ReturnType.ToMessage().IndexOf(words[0], StringComparison.OrdinalIgnoreCase) < 0);
    }
}
