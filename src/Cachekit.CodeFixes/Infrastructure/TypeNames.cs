using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Names types in a document as its author would: short, and with a using directive where one is missing.</summary>
internal static class TypeNames
{
    private const string AttributeSuffix = "Attribute";

    /// <summary>What to write for an attribute, without brackets.</summary>
    public static string? Attribute(SourceFacts source, SourceEdits edits, string metadataName, int position)
    {
        if (source.Compilation.GetTypeByMetadataName(metadataName) is not { } type)
        {
            return null;
        }

        var shortName = type.Name.Substring(0, type.Name.Length - AttributeSuffix.Length);
        foreach (var other in source.Model.LookupNamespacesAndTypes(position, name: shortName))
        {
            // Both names of an attribute are looked for, and two that fit are an error.
            if (other is INamedTypeSymbol { BaseType.Name: AttributeSuffix })
            {
                return Qualified(type);
            }
        }

        var name = Name(source, edits, type, position);
        return name == type.Name ? shortName : name;
    }

    /// <summary>What to write for a type.</summary>
    public static string? Name(SourceFacts source, SourceEdits edits, string metadataName, int position) =>
        source.Compilation.GetTypeByMetadataName(metadataName) is { } type ? Name(source, edits, type, position) : null;

    private static string Name(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, int position)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return "string";
        }

        var found = source.Model.LookupNamespacesAndTypes(position, name: type.Name);
        if (found.Length == 1 && SymbolEqualityComparer.Default.Equals(found[0], type))
        {
            return type.Name;
        }

        if (found.IsEmpty && UsingDirectives.TryAdd(source, edits, type.ContainingNamespace.ToDisplayString(), position))
        {
            return type.Name;
        }

        return Qualified(type);
    }

    private static string Qualified(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
