using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Tags;

/// <summary>Which types have a text form of their own: one that tells different values apart, and is the same in every culture.</summary>
internal static class TagTypes
{
    private static readonly HashSet<string> Named = new(
        ["DateOnly", "DateTimeOffset", "Guid", "Half", "Int128", "TimeOnly", "TimeSpan", "UInt128"], StringComparer.Ordinal);

    public static bool HaveText(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type.TypeKind == TypeKind.Enum
            || type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_DateTime
                or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
            || (type is INamedTypeSymbol { IsValueType: true, ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
                && Named.Contains(type.Name));
    }
}
