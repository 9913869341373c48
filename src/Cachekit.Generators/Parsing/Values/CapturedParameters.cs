using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>
/// The parameters of a primary constructor that members use: the compiler keeps those in fields that can be assigned and that no
/// symbol shows. Found by name in the syntax, so that one that only shares its name counts too.
/// </summary>
internal static class CapturedParameters
{
    public static bool Exist(INamedTypeSymbol type)
    {
        // A record's parameters are its properties.
        if (type.IsRecord)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in All(type))
        {
            names.Add(parameter.Name);
        }

        if (names.Count == 0)
        {
            return false;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax declaration && UsesInMembers(declaration, names))
            {
                return true;
            }
        }

        return false;
    }

    public static IReadOnlyList<IParameterSymbol> All(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is TypeDeclarationSyntax)
                {
                    return constructor.Parameters;
                }
            }
        }

        return [];
    }

    private static bool UsesInMembers(TypeDeclarationSyntax declaration, HashSet<string> names)
    {
        foreach (var member in declaration.Members)
        {
            var isUsed = member switch
            {
                BaseTypeDeclarationSyntax or BaseFieldDeclarationSyntax => false,
                PropertyDeclarationSyntax property => Uses(property.AccessorList, names) || Uses(property.ExpressionBody, names),
                _ => Uses(member, names),
            };

            if (isUsed)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Uses(SyntaxNode? node, HashSet<string> names)
    {
        if (node is null)
        {
            return false;
        }

        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
            {
                return true;
            }
        }

        return false;
    }
}
