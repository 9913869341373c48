using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cachekit.Keys;

/// <summary>The texts that stand for numbers and times in a key, the same ones that the other SDKs write.</summary>
internal static class KeyText
{
    /// <summary>A sign, 29 digits, a point, and up to six zeros in front or an exponent behind.</summary>
    public const int MaxDecimalLength = 40;

    /// <summary><c>yyyy-MM-ddTHH:mm:ss.fffffff+HH:mm</c>.</summary>
    public const int MaxInstantLength = 33;

    /// <summary>
    /// Plain with all digits of the scale, or scientific when the first digit is more than six places behind the point. Zero keeps its
    /// sign and scale.
    /// </summary>
    public static int Format(decimal value, Span<byte> text)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var coefficient = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var scale = (bits[3] >> 16) & 0xFF;
        Span<byte> all = stackalloc byte[32];
        coefficient.TryFormat(all, out var count, default, CultureInfo.InvariantCulture);
        var digits = all[..count];

        var length = 0;
        if (bits[3] < 0)
        {
            text[length++] = (byte)'-';
        }

        var point = count - scale;
        if (point <= -6)
        {
            return length + FormatScientific(digits, point - 1, text[length..]);
        }

        if (point <= 0)
        {
            text[length++] = (byte)'0';
            text[length++] = (byte)'.';
            text.Slice(length, -point).Fill((byte)'0');
            length += -point;
            digits.CopyTo(text[length..]);
            return length + count;
        }

        digits[..point].CopyTo(text[length..]);
        length += point;
        if (point < count)
        {
            text[length++] = (byte)'.';
            digits[point..].CopyTo(text[length..]);
            length += count - point;
        }

        return length;
    }

    /// <summary>Six fraction digits or none; seven for an instant between two microseconds, so that it shares no key with its neighbour.</summary>
    public static int FormatInstant(DateTime clock, TimeSpan offset, Span<byte> text)
    {
        FormatDate(clock.Year, clock.Month, clock.Day, text);
        text[10] = (byte)'T';
        var length = 11 + FormatTime(clock.TimeOfDay.Ticks, text[11..]);
        text[length++] = offset < TimeSpan.Zero ? (byte)'-' : (byte)'+';
        offset = offset.Duration();
        Digits(offset.Hours, 2, text[length..]);
        text[length + 2] = (byte)':';
        Digits(offset.Minutes, 2, text[(length + 3)..]);
        return length + 5;
    }

    public static void FormatDate(int year, int month, int day, Span<byte> text)
    {
        Digits(year, 4, text);
        text[4] = (byte)'-';
        Digits(month, 2, text[5..]);
        text[7] = (byte)'-';
        Digits(day, 2, text[8..]);
    }

    public static int FormatTime(long ticks, Span<byte> text)
    {
        var (seconds, fraction) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        Digits((int)(seconds / 3600), 2, text);
        text[2] = (byte)':';
        Digits((int)(seconds / 60 % 60), 2, text[3..]);
        text[5] = (byte)':';
        Digits((int)(seconds % 60), 2, text[6..]);
        if (fraction == 0)
        {
            return 8;
        }

        text[8] = (byte)'.';
        if (fraction % 10 != 0)
        {
            Digits((int)fraction, 7, text[9..]);
            return 16;
        }

        Digits((int)(fraction / 10), 6, text[9..]);
        return 15;
    }

    /// <summary>The full path, with <c>/</c> between its parts on every system.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? PathOf(FileSystemInfo? value) =>
        Path.DirectorySeparatorChar == '/' ? value?.FullName : value?.FullName.Replace(Path.DirectorySeparatorChar, '/');

    private static int FormatScientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> text)
    {
        var length = 0;
        text[length++] = digits[0];
        if (digits.Length > 1)
        {
            text[length++] = (byte)'.';
            digits[1..].CopyTo(text[length..]);
            length += digits.Length - 1;
        }

        text[length++] = (byte)'E';
        exponent.TryFormat(text[length..], out var written, default, CultureInfo.InvariantCulture);
        return length + written;
    }

    private static void Digits(int value, int count, Span<byte> text)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
