using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Reads <c>[JsonDerivedType]</c>.</summary>
internal static class KnownSubtypes
{
    public static bool Exist(INamedTypeSymbol type) => type.HasAttribute(ValueAttributes.JsonDerivedType);

    /// <summary>The known subtypes, and the type itself when it can have instances.</summary>
    public static List<KnownSubtype> Of(INamedTypeSymbol type, Compilation compilation, Action<string, string> report)
    {
        var subtypes = new List<KnownSubtype>();
        var listsItself = false;
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { } attributeClass
                || TypeNames.Metadata(attributeClass) != ValueAttributes.JsonDerivedType
                || attribute.ConstructorArguments.Length == 0)
            {
                continue;
            }

            if (attribute.ConstructorArguments[0].Value is not INamedTypeSymbol subtype || subtype.TypeKind == TypeKind.Error)
            {
                continue;
            }

            if (Problem(type, subtype, compilation) is { } problem)
            {
                report(TypeNames.Short(subtype), problem);
                continue;
            }

            var discriminator = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value : null;
            listsItself |= SymbolEqualityComparer.Default.Equals(subtype, type);
            subtypes.Add(discriminator is int number ? new KnownSubtype(subtype, null, number) : new KnownSubtype(subtype, discriminator as string ?? subtype.Name, 0));
        }

        if (!listsItself && !type.IsAbstract)
        {
            subtypes.Add(new KnownSubtype(type, type.Name, 0));
        }

        ReportDuplicates(subtypes, report);
        return subtypes;
    }

    private static string? Problem(INamedTypeSymbol type, INamedTypeSymbol subtype, Compilation compilation)
    {
        if (subtype.IsUnboundGenericType)
        {
            return "it is an open generic type; list the closed types that occur";
        }

        if (subtype.IsAbstract)
        {
            return "it is abstract and has no instances of its own; list the concrete types";
        }

        return compilation.HasImplicitConversion(subtype, type) ? null : "it is not derived from it";
    }

    private static void ReportDuplicates(List<KnownSubtype> subtypes, Action<string, string> report)
    {
        var discriminators = new HashSet<string>(StringComparer.Ordinal);
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subtype in subtypes)
        {
            if (!types.Add(TypeNames.Plain(subtype.Type)))
            {
                report(TypeNames.Short(subtype.Type), "it is listed twice");
            }
            else if (!discriminators.Add(subtype.Label))
            {
                report(TypeNames.Short(subtype.Type), $"its discriminator {subtype.Label} is taken by another one; give each its own");
            }
        }
    }
}
