namespace Cachekit.AspNetCore;

/// <summary>Decodes percent signs once.</summary>
internal static class PercentEncoding
{
    /// <returns>Whether every escape is well-formed, everything else is ASCII, and the result fits.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int length)
    {
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            int value = text[i];
            if (value == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }

                value = (Digit(text[i + 1]) << 4) | Digit(text[i + 2]);
                i += 2;
            }
            else if (!char.IsAscii(text[i]))
            {
                return false;
            }

            if (length == destination.Length)
            {
                return false;
            }

            destination[length++] = (byte)value;
        }

        return true;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
