using System.Globalization;

namespace Cachekit.Configuration;

/// <summary>
/// Durations as people write them in a configuration: a number of seconds, hours, minutes and seconds with colons as .NET writes a time span, or numbers
/// with units as in the attributes (<c>1h30m</c>).
/// </summary>
internal static class DurationText
{
    // From the largest to the smallest: units may follow each other in this order only, each at most once. As in the attributes.
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    internal static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            var isInRange = seconds <= TimeSpan.MaxValue.TotalSeconds / 2;
            duration = isInRange ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
            return isInRange;
        }

        return TryParseUnits(text, out duration);
    }

    private static bool TryParseUnits(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var nextUnit = 0;
        while (!text.IsEmpty)
        {
            var digits = text[..LengthOf(text, areDigits: true)];
            text = text[digits.Length..];
            var unit = text[..LengthOf(text, areDigits: false)];
            text = text[unit.Length..];
            var index = IndexOf(unit);
            if (index < nextUnit
                || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number > (long.MaxValue - duration.Ticks) / Units[index].Ticks)
            {
                return false;
            }

            duration += new TimeSpan(number * Units[index].Ticks);
            nextUnit = index + 1;
        }

        return nextUnit > 0;
    }

    private static int LengthOf(ReadOnlySpan<char> text, bool areDigits)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == areDigits)
        {
            length++;
        }

        return length;
    }

    private static int IndexOf(ReadOnlySpan<char> unit)
    {
        for (var i = 0; i < Units.Length; i++)
        {
            if (unit.SequenceEqual(Units[i].Unit))
            {
                return i;
            }
        }

        return -1;
    }
}
