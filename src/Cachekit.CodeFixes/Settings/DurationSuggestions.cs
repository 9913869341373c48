using System.Globalization;
using System.Xml;
using Cachekit.Generators.Parsing;

namespace Cachekit.CodeFixes.Settings;

/// <summary>Guesses the duration that a text means which is none: other spellings of units, times of a clock, ISO 8601.</summary>
internal static class DurationSuggestions
{
    private const string Never = "never";

    private static readonly string[] Endless = ["never", "forever", "infinite", "infinity", "unlimited", "always"];

    private static readonly (string Unit, long Ticks, string[] Words)[] Units =
    [
        ("w", 7 * TimeSpan.TicksPerDay, ["w", "wk", "wks", "week", "weeks"]),
        ("d", TimeSpan.TicksPerDay, ["d", "day", "days"]),
        ("h", TimeSpan.TicksPerHour, ["h", "hr", "hrs", "hour", "hours"]),
        ("m", TimeSpan.TicksPerMinute, ["m", "min", "mins", "minute", "minutes"]),
        ("s", TimeSpan.TicksPerSecond, ["s", "sec", "secs", "second", "seconds"]),
        ("ms", TimeSpan.TicksPerMillisecond, ["ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds"]),
    ];

    /// <summary>What is very likely meant, the likeliest first.</summary>
    public static IReadOnlyList<string> For(string text, DurationKind kind)
    {
        var plain = text.Trim().ToLowerInvariant();
        var suggestions = new List<string>();
        if (Array.IndexOf(Endless, plain) >= 0)
        {
            suggestions.Add(Never);
        }
        else if (plain.Length > 0 && plain.All(IsDigit))
        {
            suggestions.Add(plain + "s");
            if (kind is DurationKind.Timeout or DurationKind.Wait)
            {
                suggestions.Add(plain + "ms");
            }
        }
        else if (FromUnits(plain) is { } units)
        {
            suggestions.Add(units);
        }
        else if (FromClock(plain) is { } clock)
        {
            suggestions.Add(Format(clock));
        }
        else if (FromIso(plain) is { } iso)
        {
            suggestions.Add(Format(iso));
        }

        return [.. suggestions.Where(suggestion => suggestion != text && DurationParser.TryParse(suggestion, out _, kind) is null)];
    }

    /// <summary><c>5 Minutes</c>, <c>1.5h</c>, <c>2 hours, 30 min</c>, <c>30m1h</c>.</summary>
    private static string? FromUnits(string text)
    {
        var position = 0;
        var ticks = 0m;
        var parts = new List<string>();
        while (position < text.Length)
        {
            var number = Take(text, ref position, static c => IsDigit(c) || c == '.');
            Take(text, ref position, static c => c is ' ' or '\t' or '_' or '-');
            var word = Take(text, ref position, char.IsLetter);
            var index = Array.FindIndex(Units, unit => Array.IndexOf(unit.Words, word) >= 0);
            if (index < 0 || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count > int.MaxValue)
            {
                return null;
            }

            ticks += count * Units[index].Ticks;
            parts.Add(number + Units[index].Unit);
            Take(text, ref position, static c => c is ' ' or '\t' or ',' or '.');
            if (text.Length >= position + 4 && text.Substring(position, 4) == "and ")
            {
                position += 4;
            }
        }

        // As it is written where that is right already: 90 minutes stay 90 minutes.
        var spelled = string.Concat(parts);
        return parts.Count == 0 || ticks > TimeSpan.MaxValue.Ticks ? null
            : DurationParser.TryParse(spelled, out _, DurationKind.Window) is null ? spelled
            : Format(TimeSpan.FromTicks((long)ticks));
    }

    /// <summary><c>00:05:00</c> and <c>1.12:00:00</c>. Two numbers could be hours and minutes, or minutes and seconds.</summary>
    private static TimeSpan? FromClock(string text) =>
        text.Count(static c => c == ':') == 2 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;

    /// <summary><c>PT5M</c>. Months and years have no certain length.</summary>
    private static TimeSpan? FromIso(string text)
    {
        var upper = text.ToUpperInvariant();
        if (upper.Length < 3 || upper[0] != 'P')
        {
            return null;
        }

        if (upper[upper.Length - 1] == 'W')
        {
            return int.TryParse(upper.Substring(1, upper.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks < 1000 ? TimeSpan.FromDays(7 * weeks) : null;
        }

        var time = upper.IndexOf('T');
        if (upper.IndexOf('Y') >= 0 || upper.Substring(0, time < 0 ? upper.Length : time).IndexOf('M') >= 0)
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(upper);
        }
        catch (FormatException)
        {
            return null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static string Format(TimeSpan time)
    {
        var rest = time.Ticks;
        var text = "";
        foreach (var (unit, ticks, _) in Units.Skip(1))
        {
            if (rest / ticks is not 0 and var count)
            {
                text += count.ToString(CultureInfo.InvariantCulture) + unit;
                rest %= ticks;
            }
        }

        // Less than a millisecond has no form.
        return rest == 0 ? text : "";
    }

    private static string Take(string text, ref int position, Func<char, bool> accept)
    {
        var start = position;
        while (position < text.Length && accept(text[position]))
        {
            position++;
        }

        return text.Substring(start, position - start);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
