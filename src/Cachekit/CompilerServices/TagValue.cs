using System.ComponentModel;
using System.Globalization;

namespace Cachekit.CompilerServices;

/// <summary>Writes the values in tags: the same in every culture, <see langword="null"/> as nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TagValue
{
    /// <summary>A text, as it is.</summary>
    /// <param name="value">The value.</param>
    public static string Of(string? value) => value ?? "";

    /// <summary><c>True</c> or <c>False</c>.</summary>
    /// <param name="value">The value.</param>
    public static string Of(bool value) => value ? bool.TrueString : bool.FalseString;

    /// <inheritdoc cref="Of(bool)"/>
    public static string Of(bool? value) => value is { } known ? Of(known) : "";

    /// <summary>A number, a <see cref="Guid"/>, a character, a member of an enum by its name, a date or time in its round-trip form.</summary>
    /// <param name="value">The value.</param>
    public static string Of<T>(T value)
        where T : struct, IFormattable => value.ToString(Format<T>(), CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Of{T}(T)"/>
    public static string Of<T>(T? value)
        where T : struct, IFormattable => value is { } known ? Of(known) : "";

    // The invariant form of a date has month and day in the American order, and that of a time leaves out its fractions.
    private static string? Format<T>() =>
        typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(DateOnly) || typeof(T) == typeof(TimeOnly) ? "O" : null;
}
