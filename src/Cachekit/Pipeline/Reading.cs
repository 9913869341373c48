using Cachekit.Flights;

namespace Cachekit.Pipeline;

/// <summary>What a look into the backend brought.</summary>
/// <param name="Found">Whether there was a valid value.</param>
/// <param name="Result">The value, if there was one.</param>
/// <param name="Failed">Whether the backend failed: it is not asked again by the same call.</param>
internal readonly record struct Reading<TValue>(bool Found, FlightResult<TValue> Result = default, bool Failed = false)
{
    internal static Reading<TValue> Miss => default;

    internal static Reading<TValue> Failure => new(Found: false, Failed: true);
}
