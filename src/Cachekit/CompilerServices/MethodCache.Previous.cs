using Cachekit.Flights;
using Cachekit.Local;

namespace Cachekit.CompilerServices;

// What a body gets that asks whether the previous value has changed.
public sealed partial class MethodCache<TKey, TValue>
{
    private static CachePrevious<TValue> PreviousOf(FlightResult<TValue>? previous, ValueDetails? details) =>
        previous is { } known ? new CachePrevious<TValue>(Found: true, known.Value, details?.Validator) : default;

    private async ValueTask<(FlightResult<TValue>? Previous, ValueDetails? Details)> FindPreviousAsync<TBody>(Flight<TKey, TValue> flight)
        where TBody : struct
    {
        if (default(TBody) is not IAsyncFreshnessBody<TValue>)
        {
            return default;
        }

        if (FindPreviousHere(flight, out var found) || _port is null)
        {
            return found;
        }

        var reading = await ReadAsync(_port, InquiryOf(flight) with { Keep = false }, flight.Token).ConfigureAwait(false);
        return reading.Found ? (reading.Result, reading.Details) : default;
    }

    /// <inheritdoc cref="FindPreviousAsync"/>
    private (FlightResult<TValue>? Previous, ValueDetails? Details) FindPrevious<TBody>(Flight<TKey, TValue> flight)
        where TBody : struct
    {
        if (default(TBody) is not ISyncFreshnessBody<TValue>)
        {
            return default;
        }

        if (FindPreviousHere(flight, out var found) || _port is null)
        {
            return found;
        }

        var reading = Read(_port, InquiryOf(flight) with { Keep = false });
        return reading.Found ? (reading.Result, reading.Details) : default;
    }

    /// <returns>Whether there is no more to find: what is not replaced was looked for in the backend already.</returns>
    private bool FindPreviousHere(Flight<TKey, TValue> flight, out (FlightResult<TValue>? Previous, ValueDetails? Details) found)
    {
        found = Remains(flight.Key, out var details) is { } local ? (local, details) : (flight.Stale, flight.StaleDetails);
        return found.Previous is not null || !flight.Replaces;
    }
}
