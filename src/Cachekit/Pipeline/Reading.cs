using Cachekit.Flights;
using Cachekit.Local;

namespace Cachekit.Pipeline;

/// <summary>What a look into the backend brought.</summary>
/// <param name="Found">Whether there was a valid value.</param>
/// <param name="Result">The value, if there was one.</param>
/// <param name="Failed">Whether the backend failed: it is not asked again by the same call.</param>
/// <param name="WantsRefresh">Whether it is to be made anew while it is served.</param>
/// <param name="Details">What the value came with.</param>
/// <param name="Mark">By what the entry can be recognised later, where that was asked for.</param>
internal readonly record struct Reading<TValue>(
    bool Found, FlightResult<TValue> Result = default, bool Failed = false, bool WantsRefresh = false, ValueDetails? Details = null, StoredMark Mark = default)
{
    internal static Reading<TValue> Miss => default;

    internal static Reading<TValue> Failure => new(Found: false, Failed: true);
}
