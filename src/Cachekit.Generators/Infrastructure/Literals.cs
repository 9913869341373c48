using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Infrastructure;

/// <summary>Constants as C# text.</summary>
internal static class Literals
{
    public static string Of(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A duration in ticks.</summary>
    public static string OfDuration(long ticks) => $"global::System.TimeSpan.FromTicks({ticks.ToString(CultureInfo.InvariantCulture)}L)";

    /// <summary>The default value of an optional parameter, or null for one that is not optional.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.IsOptional || parameter.IsParams)
        {
            return null;
        }

        var value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        if (value is null)
        {
            return !parameter.Type.IsValueType && parameter.NullableAnnotation != NullableAnnotation.Annotated ? "default!" : "default";
        }

        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return type.TypeKind == TypeKind.Enum ? $"({type.ToSource()})({Of(value)})" : Of(value);
    }

    /// <summary>A constant, or null for one that the language cannot write.</summary>
    public static string? Of(object value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "F",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double d => d.ToString("R", CultureInfo.InvariantCulture) + "D",
        // From an attribute: no default is better than another one.
        DateTime => null,
        decimal m => m.ToString(CultureInfo.InvariantCulture) + "M",
        uint u => u.ToString(CultureInfo.InvariantCulture) + "U",
        long l => l == long.MinValue ? "long.MinValue" : l.ToString(CultureInfo.InvariantCulture) + "L",
        ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
        string or char or bool => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
