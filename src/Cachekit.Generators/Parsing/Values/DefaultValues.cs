using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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

        return type.TypeKind == TypeKind.Enum ? $"({TypeNames.Plain(type)})({Literal(value)})" : Literal(value);
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char c => SymbolDisplay.FormatLiteral(c, quote: true),
        float number => Number(number, "float", number.ToString("R", CultureInfo.InvariantCulture) + "F"),
        double number => Number(number, "double", number.ToString("R", CultureInfo.InvariantCulture) + "D"),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        long number => number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };

    private static string Number(double number, string type, string literal) =>
        double.IsNaN(number) ? type + ".NaN"
        : double.IsPositiveInfinity(number) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(number) ? type + ".NegativeInfinity"
        : literal;
}
