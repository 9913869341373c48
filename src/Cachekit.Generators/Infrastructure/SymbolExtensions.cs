using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Infrastructure;

internal static class SymbolExtensions
{
    /// <summary>A type as generated code writes it: <c>global::</c>, escaped keywords, tuple names and nullable annotations.</summary>
    private static readonly SymbolDisplayFormat Source = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A type or method as a message names it.</summary>
    private static readonly SymbolDisplayFormat Message = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Plain = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>A namespace as it is, without escapes.</summary>
    public static string ToPlainText(this INamespaceSymbol symbol) => symbol.ToDisplayString(Plain);

    public static string ToSource(this ITypeSymbol type) => type.ToDisplayString(Source);

    public static string ToMessage(this ISymbol symbol) => symbol.ToDisplayString(Message);

    /// <summary>The name that callers use; of an explicit implementation without its interface.</summary>
    public static string BareName(this IMethodSymbol method) =>
        method.ExplicitInterfaceImplementations.Length > 0 ? method.ExplicitInterfaceImplementations[0].Name : method.Name;

    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Is(metadataName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The value of an argument of the attribute's constructor, or null; an array has none.</summary>
    public static object? ArgumentAt(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array } argument ? argument.Value : null;

    public static bool HasAttribute(this ISymbol symbol, string metadataName) => symbol.FindAttribute(metadataName) is not null;

    /// <summary>Whether this generator wrote the symbol: analyzers see the compilation with the generated parts in it.</summary>
    public static bool IsGenerated(this ISymbol symbol) =>
        symbol.FindAttribute(KnownNames.GeneratedCode) is { ConstructorArguments: { Length: > 0 } arguments } && arguments[0].Value is GeneratorInfo.Name;

    /// <summary>Whether the type, seen without its type arguments, has this metadata name.</summary>
    public static bool Is(this ITypeSymbol type, string metadataName)
    {
        var dot = metadataName.LastIndexOf('.');
        return type.MetadataName.Length == metadataName.Length - dot - 1
            && metadataName.EndsWith(type.MetadataName, StringComparison.Ordinal)
            && type.ContainingType is null
            && type.ContainingNamespace?.ToDisplayString() == metadataName.Substring(0, dot);
    }

    /// <summary>Whether code in a type can read a member of it or of one of its bases.</summary>
    public static bool IsReadableFrom(this ISymbol member, INamedTypeSymbol type)
    {
        var reader = member is IPropertySymbol { GetMethod: { } getter } ? getter : member;
        return IsReachable(member) && IsReachable(reader);

        bool IsReachable(ISymbol symbol) => symbol.DeclaredAccessibility switch
        {
            Accessibility.Private => SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type),
            Accessibility.Internal or Accessibility.ProtectedAndInternal =>
                SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, type.ContainingAssembly)
                || symbol.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
            _ => true,
        };
    }

    public static string EscapeIdentifier(this string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
        || Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetContextualKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>The type and its base types, the nearest first; of an interface, itself and those that it extends.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var extended in type.AllInterfaces)
            {
                yield return extended;
            }
        }
    }

    public static bool Implements(this INamedTypeSymbol type, INamedTypeSymbol service)
    {
        foreach (var candidate in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, service))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Another interface among those that an interface extends, for whose member of the same name a plain name may stand as well; or null.</summary>
    public static INamedTypeSymbol? FindRival(this ISymbol member, INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface)
        {
            return null;
        }

        foreach (var other in type.SelfAndBases())
        {
            if (!SymbolEqualityComparer.Default.Equals(other, member.ContainingType)
                && !other.GetMembers(member.Name).IsEmpty
                && !member.ContainingType.Implements(other))
            {
                return other;
            }
        }

        return null;
    }
}
