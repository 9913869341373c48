using System.Globalization;
using System.Numerics;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>A number in the invariant culture. Groups of digits are refused: in a fraction's place they would be read as something else.</summary>
internal sealed class NumberSetting<T> : SettingType<T>
    where T : struct, INumberBase<T>
{
    // What half of the smallest step is read as: only types with fractions have it.
    private static readonly bool HasFractions = T.TryParse("0.5", NumberStyles.Float, CultureInfo.InvariantCulture, out var half) && !T.IsZero(half);

    internal static readonly NumberSetting<T> Instance = new();

    internal override string Expected => HasFractions ? "a number, for example 0.5" : $"a whole number {Limits()}, for example 10";

    internal override bool TryParse(string text, out T value) =>
        T.TryParse(text.Trim(), HasFractions ? NumberStyles.Float : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static string Limits() => default(T) switch
    {
        byte => "from 0 to 255",
        sbyte => "from -128 to 127",
        short => "from -32768 to 32767",
        ushort => "from 0 to 65535",
        int => "from -2147483648 to 2147483647",
        uint => "from 0 to 4294967295",
        _ => "that its type can hold",
    };
}
