using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>What a member has when the stored value lacks it.</summary>
internal static class DefaultValues
{
    /// <summary>The default that the parameter declares, written for a variable of the member's type.</summary>
    public static string For(StoredMember member)
    {
        if (member.Parameter is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } value } parameter)
        {
            return "default";
        }

        // A default of another type, say of a long parameter that an int member fills, need not fit the member.
        var declared = Underlying(parameter.Type);
        var type = Underlying(member.Type);
        if (!SymbolEqualityComparer.Default.Equals(declared, type))
        {
            return "default";
        }

        return type.TypeKind == TypeKind.Enum ? $"({TypeNames.Plain(type)})({Literals.Of(value)})" : Literals.Of(value) ?? "default";
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
