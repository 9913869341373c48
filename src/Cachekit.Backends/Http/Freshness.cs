using System.Net.Http.Headers;

namespace Cachekit.Backends;

/// <summary>What the two freshness headers of an answer say; whatever is not understood counts as the more careful reading.</summary>
internal static class Freshness
{
    public const string LabelHeader = "X-CacheKit-Freshness";
    public const string BoundHeader = "X-CacheKit-Fresh-For";

    private const int MaxDigits = 7;

    /// <summary>Reads the headers as the server sent them, without the checks and repairs of typed headers.</summary>
    public static (bool IsStale, TimeSpan? Bound) Read(HttpResponseHeaders headers)
    {
        var isStale = IsStale(Value(headers, LabelHeader));
        return (isStale, BoundOf(Value(headers, BoundHeader)));
    }

    /// <param name="value">The value of the label; <see langword="null"/>: there is none.</param>
    internal static bool IsStale(string? value) => value is not (null or "fresh");

    /// <param name="value">The value of the bound; <see langword="null"/>: there is none.</param>
    /// <returns>How long the value stays fresh; <see langword="null"/>: the server sets no bound.</returns>
    internal static TimeSpan? BoundOf(string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Length is 0 or > MaxDigits)
        {
            return TimeSpan.Zero;
        }

        var seconds = 0;
        foreach (var character in value)
        {
            if (!char.IsAsciiDigit(character))
            {
                return TimeSpan.Zero;
            }

            seconds = (seconds * 10) + (character - '0');
        }

        return seconds <= EntryLife.MaxSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }

    private static string? Value(HttpResponseHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values))
        {
            return null;
        }

        return values.Count == 1 ? Only(values) : string.Join(", ", values);

        static string Only(HeaderStringValues values)
        {
            foreach (var value in values)
            {
                return value;
            }

            return "";
        }
    }
}
