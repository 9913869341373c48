namespace Cachekit.Flights;

/// <summary>How a flight ended well.</summary>
/// <param name="Value">What the first caller gets, and every other one when there is no <paramref name="Payload"/>.</param>
/// <param name="Payload">The encoded value, of which every other caller decodes a copy of its own, so that no two callers share what one could change.</param>
/// <param name="Layer">Where the value was found; <see cref="CacheLayer.None"/> when the body made it.</param>
/// <param name="IsStale">Whether it is past its life.</param>
internal readonly record struct FlightResult<TValue>(TValue Value, byte[]? Payload, CacheLayer Layer, bool IsStale = false);
