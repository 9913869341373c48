using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>The two ends of a <c>[Range]</c>, as numbers and as code.</summary>
internal sealed class SettingBounds
{
    public decimal Minimum { get; private set; }

    public decimal Maximum { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>Reads the ends for a type; null: they are none of it.</summary>
    public static SettingBounds? Read(AttributeData attribute, ITypeSymbol type)
    {
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length < 2)
        {
            return null;
        }

        var first = arguments[arguments.Length - 2].Value;
        var last = arguments[arguments.Length - 1].Value;
        if (type.Is("System.TimeSpan"))
        {
            return first is string from && last is string to
                && TimeSpan.TryParse(from, CultureInfo.InvariantCulture, out var shortest) && TimeSpan.TryParse(to, CultureInfo.InvariantCulture, out var longest)
                ? new() { Minimum = shortest.Ticks, Maximum = longest.Ticks, Code = $"{Literals.OfDuration(shortest.Ticks)}, {Literals.OfDuration(longest.Ticks)}" }
                : null;
        }

        if (Number(first) is not { } minimum || Number(last) is not { } maximum)
        {
            return null;
        }

        return new() { Minimum = minimum, Maximum = maximum, Code = $"{Literal(minimum, type, isMinimum: true)}, {Literal(maximum, type, isMinimum: false)}" };
    }

    /// <summary>A constant as a number, or null.</summary>
    public static decimal? Number(object? value)
    {
        switch (value)
        {
            case double number:
                // Beyond the numbers that a decimal has, an end is none.
                return double.IsNaN(number) ? null : number >= 7.9e28 ? decimal.MaxValue : number <= -7.9e28 ? decimal.MinValue : (decimal)number;
            case float number:
                return Number((double)number);
            case string text:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            case int or long or short or byte or sbyte or ushort or uint or ulong or decimal:
                return Convert.ToDecimal(value, CultureInfo.InvariantCulture);
            default:
                return null;
        }
    }

    private static string Literal(decimal value, ITypeSymbol type, bool isMinimum)
    {
        var name = type.ToSource();
        if (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single)
        {
            return value == decimal.MaxValue ? $"{name}.PositiveInfinity" : value == decimal.MinValue ? $"{name}.NegativeInfinity" : $"({name}){Literals.Of((object)(double)value)}";
        }

        if (type.SpecialType == SpecialType.System_Decimal)
        {
            return Literals.Of((object)value)!;
        }

        var (lowest, highest) = type.SpecialType switch
        {
            SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
            SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
            SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
            SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue),
            SpecialType.System_UInt32 or SpecialType.System_UIntPtr => (uint.MinValue, uint.MaxValue),
            SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
            SpecialType.System_UInt64 => (ulong.MinValue, ulong.MaxValue),
            _ => ((decimal)int.MinValue, (decimal)int.MaxValue),
        };
        var whole = isMinimum ? Math.Ceiling(value) : Math.Floor(value);
        whole = whole < lowest ? lowest : whole > highest ? highest : whole;
        return whole == long.MinValue ? "long.MinValue" : $"({name})({whole.ToString(CultureInfo.InvariantCulture)})";
    }
}
