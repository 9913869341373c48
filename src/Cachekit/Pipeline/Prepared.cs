using Cachekit.Flights;
using Cachekit.Local;

namespace Cachekit.Pipeline;

/// <summary>A result on its way into the layers.</summary>
/// <param name="Result">What the callers get.</param>
/// <param name="Keep">Whether it is stored.</param>
/// <param name="Entry">The bytes for the backend, where there is one.</param>
/// <param name="Size">The encoded size.</param>
/// <param name="Life">How long it lives; <see langword="null"/>: it never expires.</param>
/// <param name="MadeAt">The coarse clock's time from which the life counts in memory: before the backend's begins, so that memory never outlives it.</param>
/// <param name="Failure">What the callers get instead of the result, once the entry that it would have replaced is removed.</param>
/// <param name="Details">What the value came with.</param>
internal readonly record struct Prepared<TValue>(
    FlightResult<TValue> Result, bool Keep = false, byte[]? Entry = null, int Size = 0, TimeSpan? Life = null, long MadeAt = 0, CachekitException? Failure = null,
    ValueDetails? Details = null);
