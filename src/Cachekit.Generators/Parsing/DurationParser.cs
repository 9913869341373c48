using System.Globalization;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads durations such as <c>90s</c>, <c>1h30m</c> and <c>never</c>.</summary>
internal static class DurationParser
{
    private const long MaxTicks = 3650L * TimeSpan.TicksPerDay;

    // Timers count milliseconds in 32 bits.
    private const long MaxTimeoutTicks = 24L * TimeSpan.TicksPerDay;

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
    /// <param name="kind">What it is for.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryParse(string text, out long ticks, DurationKind kind = DurationKind.Life)
    {
        ticks = 0;
        if (text == "never")
        {
            ticks = PolicyModel.Never;
            return kind switch
            {
                DurationKind.Window or DurationKind.Wait => "has no end, and it needs one",
                DurationKind.Timeout => "is no limit; leave the setting out for as long as it takes",
                _ => null,
            };
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
                return text[0] == '-' ? "is less than nothing" : digits.Length == text.Length ? "has no unit" : "is not a duration";
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
                return $"is longer than 3650 days{TooLongHint(kind)}";
            }

            ticks += number * Units[index].Ticks;
        }

        return (kind, ticks) switch
        {
            (DurationKind.Life, 0) => "is zero, and entries would be gone at once",
            (DurationKind.Timeout, 0) => "is zero, and nothing could be done in it",
            (_, > MaxTicks) => $"is longer than 3650 days{TooLongHint(kind)}",
            (DurationKind.Timeout or DurationKind.Wait, > MaxTimeoutTicks) => "is longer than 24 days",
            _ => null,
        };
    }

    /// <summary>What a message shows as right ones.</summary>
    public static string Examples(DurationKind kind) => kind switch
    {
        DurationKind.Life => "\"30s\", \"5m\", \"1h30m\", \"7d\" or \"never\"",
        DurationKind.Timeout => "\"500ms\", \"30s\" or \"1m30s\"",
        _ => "\"500ms\", \"30s\", \"1h30m\", or \"0s\" for none",
    };

    private static string TooLongHint(DurationKind kind) => kind == DurationKind.Life ? " (\"never\" says that entries do not expire)" : "";
}
