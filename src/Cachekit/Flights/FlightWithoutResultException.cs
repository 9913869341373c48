namespace Cachekit.Flights;

/// <summary>A flight ended without a result and without a failure: who joined it goes on with one of his own. It never reaches a caller.</summary>
internal abstract class FlightWithoutResultException(string message) : Exception(message);
