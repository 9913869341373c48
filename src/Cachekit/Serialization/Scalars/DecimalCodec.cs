using System.ComponentModel;
using System.Globalization;

namespace Cachekit.Serialization;

/// <summary><see cref="decimal"/> as invariant text that keeps the scale and the sign of zero, for example <c>1.50</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecimalCodec : ValueCodec<decimal>
{
    // A sign, a point, a zero before it and 29 digits.
    private const int MaxLength = 32;

    internal DecimalCodec()
    {
    }

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, decimal value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        // Formatting drops the sign of zero, parsing keeps it.
        var signs = value == 0 && decimal.IsNegative(value) ? 1 : 0;
        text[0] = (byte)'-';
        value.TryFormat(text[signs..], out var length, default, CultureInfo.InvariantCulture);
        writer.WriteUtf8(text[..(signs + length)]);
    }

    /// <inheritdoc/>
    public override decimal Read(ref MessagePackReader reader)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        var start = reader.Position;
        if (!decimal.TryParse(reader.ReadUtf8(), Styles, CultureInfo.InvariantCulture, out var value))
        {
            SerializationErrors.InvalidText("a decimal number", start);
        }

        return value;
    }
}
