namespace Cachekit.Flights;

/// <summary>
/// A batch led a flight whose id turned out to have no value, and nothing that could stand for none; or a stream was not recorded to its end.
/// </summary>
internal sealed class FlightUnansweredException() : FlightWithoutResultException("There is no value for this key that others could use.");
