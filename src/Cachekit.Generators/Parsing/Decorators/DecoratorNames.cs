using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Decorators;

/// <summary>Names the generated class of a decorated type.</summary>
internal static class DecoratorNames
{
    private const string Setting = "Name";
    private const string Ending = "Cached";

    /// <summary><c>IProductStore</c> and <c>ProductStore</c> -> <c>ProductStoreCached</c>, unless the attribute says another name.</summary>
    public static string Of(INamedTypeSymbol type, AttributeData attribute)
    {
        if (attribute.TryGet<string>(Setting, out var name) && name is not null)
        {
            return name;
        }

        var text = new StringBuilder(Bare(type)).Append(Ending);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            text.Insert(0, outer.Name);
        }

        return text.ToString();
    }

    /// <summary>What already has the name in the namespace, or the type whose generated one has it, or null.</summary>
    /// <remarks>A partial class of the user's may have it: it is the other part of the generated one.</remarks>
    public static INamedTypeSymbol? Taken(INamedTypeSymbol type, AttributeData attribute, string name, CancellationToken cancellationToken)
    {
        foreach (var other in type.ContainingNamespace.GetTypeMembers(name, type.Arity))
        {
            if (!other.IsGenerated() && !(IsClass(other) && ContainerParser.IsPartial(other, cancellationToken)))
            {
                return other;
            }
        }

        foreach (var other in GeneratedContainers.Neighbours(type))
        {
            if (InterceptedTypes.Generates(other, name)
                || (MayBeDecorated(other, cancellationToken)
                    && other.FindAttribute(KnownNames.CacheDecorator) is { } theirs
                    && Of(other, theirs) == name
                    && CompareClaims(other, theirs, type, attribute) < 0))
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Who says a name is the one who can say another; and an interface goes before a class, because callers know the interface.</summary>
    private static int CompareClaims(INamedTypeSymbol x, AttributeData ofX, INamedTypeSymbol y, AttributeData ofY)
    {
        var names = IsSaid(ofX).CompareTo(IsSaid(ofY));
        var kinds = (x.TypeKind != TypeKind.Interface).CompareTo(y.TypeKind != TypeKind.Interface);
        return names != 0 ? names : kinds != 0 ? kinds : GeneratedContainers.CompareClaims(x, y);
    }

    private static bool IsSaid(AttributeData attribute) => attribute.TryGet<string>(Setting, out var name) && name is not null;

    /// <summary>Whether an attribute is written at a type: to bind those of all types would be work after each edit.</summary>
    private static bool MayBeDecorated(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax { AttributeLists.Count: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsClass(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false };

    private static string Bare(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name.Substring(1) : type.Name;
}
