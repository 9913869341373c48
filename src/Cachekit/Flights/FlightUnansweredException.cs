namespace Cachekit.Flights;

/// <summary>
/// A batch led a flight whose id turned out to have no value, and nothing that could stand for none. Who joined the flight asks anew,
/// with a body of his own; nobody outside of the engine ever sees this.
/// </summary>
internal sealed class FlightUnansweredException() : Exception("A batch had no value for this key: who waited for it asks anew.");
