using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Finds what of the user has the name of a generated member.</summary>
internal static class TakenNames
{
    private static readonly string[] Reserved =
    [
        GeneratedNames.HandleProperty, GeneratedNames.StaticHandleProperty, GeneratedNames.HandleType, GeneratedNames.StaticHandleType,
        GeneratedNames.PrivateType, GeneratedNames.RuntimeProperty, GeneratedNames.StaticRuntimeProperty,
    ];

    // Without these nothing can be generated but a call of the body.
    private static readonly string[] Needed = [GeneratedNames.PrivateType, GeneratedNames.RuntimeProperty, GeneratedNames.StaticRuntimeProperty];

    // Members of the generated generic types, which have the user's type parameters.
    private static readonly HashSet<string> NotForTypeParameters = new(
        [.. Reserved, "Body", "Cache", "Codecs", "Info", "InvalidateAllAsync", "InvalidateAsync", "InvalidateManyAsync", "Key", "Owner", "Parts", "RefreshAsync", "SetAsync", "TryGetAsync"],
        StringComparer.Ordinal);

    /// <summary>Whether a generated member may have this name, so that it hides a member of a base type.</summary>
    public static bool IsReserved(string name) => Array.IndexOf(Reserved, name) >= 0;

    /// <summary>The first member of the user that has the name of a generated one, or null.</summary>
    public static ISymbol? Member(INamedTypeSymbol type) => Find(type, Reserved);

    /// <summary>A member that leaves no room for the key and the body, or null.</summary>
    public static ISymbol? PrivateMember(INamedTypeSymbol type) => Find(type, Needed);

    /// <summary>A type parameter of the method or around it that has the name of a generated member, or null.</summary>
    public static ITypeParameterSymbol? TypeParameter(IMethodSymbol method)
    {
        foreach (var parameter in method.TypeParameters)
        {
            if (NotForTypeParameters.Contains(parameter.Name))
            {
                return parameter;
            }
        }

        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var parameter in type.TypeParameters)
            {
                if (NotForTypeParameters.Contains(parameter.Name))
                {
                    return parameter;
                }
            }
        }

        return null;
    }

    private static ISymbol? Find(INamedTypeSymbol type, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (!member.IsGenerated())
                {
                    return member;
                }
            }

            if (type.Name == name)
            {
                return type;
            }
        }

        return null;
    }
}
