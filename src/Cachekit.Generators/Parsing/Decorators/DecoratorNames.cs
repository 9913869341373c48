using System.Text;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

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

    /// <summary>What already has the name in the namespace, or null. A partial class of the user's may: it is the other part of the generated one.</summary>
    public static INamedTypeSymbol? Taken(INamedTypeSymbol type, string name, CancellationToken cancellationToken)
    {
        foreach (var other in type.ContainingNamespace.GetTypeMembers(name, type.Arity))
        {
            if (!other.IsGenerated() && !(IsClass(other) && ContainerParser.IsPartial(other, cancellationToken)))
            {
                return other;
            }
        }

        if (type.TypeKind == TypeKind.Class && type.ContainingType is null)
        {
            // An interface goes first: of the two it is the one that callers know.
            foreach (var other in type.ContainingNamespace.GetTypeMembers("I" + type.Name, type.Arity))
            {
                if (other.TypeKind == TypeKind.Interface && other.FindAttribute(KnownNames.CacheDecorator) is { } attribute && Of(other, attribute) == name)
                {
                    return other;
                }
            }
        }

        return null;
    }

    private static bool IsClass(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false };

    private static string Bare(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name.Substring(1) : type.Name;
}
