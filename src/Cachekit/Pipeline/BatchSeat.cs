using Cachekit.Flights;

namespace Cachekit.Pipeline;

/// <summary>A flight that a call of a batch waits for.</summary>
/// <param name="Flight">The flight.</param>
/// <param name="Slot">What of the call it answers.</param>
internal readonly record struct BatchSeat<TKey, TValue>(Flight<TKey, TValue> Flight, int Slot)
    where TKey : struct;
