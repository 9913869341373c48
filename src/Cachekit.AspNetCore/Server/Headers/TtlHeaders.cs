using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Cachekit.AspNetCore;

/// <summary>The life that a PUT asks for.</summary>
/// <param name="Ttl">Seconds of freshness; <see langword="null"/>: for ever.</param>
/// <param name="StaleTtl">Seconds of stale service after it.</param>
internal readonly record struct TtlHeaders(int? Ttl, int StaleTtl)
{
    public static Refusal? TryRead(IHeaderDictionary headers, out TtlHeaders result)
    {
        result = default;
        int? ttl = null;
        if (headers.TryGetValue(CacheHeaders.Ttl, out var values) || headers.TryGetValue(CacheHeaders.OldTtl, out values))
        {
            if (!TryParse(values, 1, ServerLimits.MaxTtl, out var seconds))
            {
                return Refusals.Ttl;
            }

            ttl = seconds;
        }

        var stale = 0;
        if (headers.TryGetValue(CacheHeaders.StaleTtl, out values) && !TryParse(values, 0, ServerLimits.MaxStaleTtl, out stale))
        {
            return Refusals.StaleTtl;
        }

        if (stale > 0)
        {
            if (ttl is null)
            {
                return Refusals.StaleWithoutTtl;
            }

            if (ttl + stale > ServerLimits.MaxTtl)
            {
                return Refusals.TotalTtl;
            }
        }

        result = new TtlHeaders(ttl, stale);
        return null;
    }

    /// <summary>One value of nothing but ASCII digits, in the range. Two headers are no number, not even two equal ones.</summary>
    private static bool TryParse(StringValues values, int least, int most, out int number)
    {
        number = 0;
        if (values.Count != 1 || values[0] is not { Length: > 0 } text)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) || (number = (number * 10) + (c - '0')) > most)
            {
                return false;
            }
        }

        return number >= least;
    }
}
