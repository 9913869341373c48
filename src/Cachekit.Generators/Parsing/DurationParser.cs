using System.Globalization;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads durations such as <c>90s</c>, <c>1h30m</c> and <c>never</c>.</summary>
internal static class DurationParser
{
    private const long MaxTicks = 3650L * TimeSpan.TicksPerDay;

    // From the largest to the smallest: units may follow each other in this order only, each at most once.
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ticks">The duration in ticks, or <see cref="PolicyModel.Never"/>.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryParse(string text, out long ticks)
    {
        ticks = 0;
        if (text == "never")
        {
            ticks = PolicyModel.Never;
            return null;
        }

        if (text.Length == 0)
        {
            return "is empty";
        }

        var position = 0;
        var nextUnit = 0;
        while (position < text.Length)
        {
            var start = position;
            while (position < text.Length && text[position] is >= '0' and <= '9')
            {
                position++;
            }

            var digits = text.Substring(start, position - start);
            start = position;
            while (position < text.Length && text[position] is (< '0' or > '9'))
            {
                position++;
            }

            var unit = text.Substring(start, position - start);
            if (digits.Length == 0 || unit.Length == 0)
            {
                return "is not a duration";
            }

            var index = Array.FindIndex(Units, u => u.Unit == unit);
            if (index < 0)
            {
                return $"has the unknown unit '{unit}'";
            }

            if (index < nextUnit)
            {
                return "must name its units from the largest to the smallest, each once";
            }

            nextUnit = index + 1;
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MaxTicks / Units[index].Ticks)
            {
                return "is longer than 3650 days (\"never\" says that entries do not expire)";
            }

            ticks += number * Units[index].Ticks;
        }

        return ticks switch
        {
            0 => "is zero, and entries would be gone at once",
            > MaxTicks => "is longer than 3650 days (\"never\" says that entries do not expire)",
            _ => null,
        };
    }
}
