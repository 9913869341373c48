using System.Text;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>The names of types in generated code, in messages and in tables.</summary>
internal static class TypeNames
{
    /// <summary>The name without nullable annotations and tuple names: what is the same type at run time has the same name.</summary>
    public static string Plain(ITypeSymbol type)
    {
        var text = new StringBuilder();
        foreach (var part in type.ToDisplayParts(SymbolDisplayFormat.FullyQualifiedFormat))
        {
            // Only the elements of a tuple are fields, and a space separates each from its type.
            if (part.Kind == SymbolDisplayPartKind.FieldName)
            {
                text.Length--;
                continue;
            }

            text.Append(part.ToString());
        }

        return text.ToString();
    }

    /// <summary>The name that a person would use.</summary>
    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The metadata name of a definition, for example <c>System.Collections.Generic.List`1</c>.</summary>
    public static string Metadata(INamedTypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        if (definition.ContainingType is { } outer)
        {
            return Metadata(outer) + "+" + definition.MetadataName;
        }

        var ns = definition.ContainingNamespace;
        return ns is null || ns.IsGlobalNamespace ? definition.MetadataName : ns.ToDisplayString() + "." + definition.MetadataName;
    }
}
