using Cachekit.Telemetry;

namespace Cachekit.Flights;

/// <summary>A background refresh ended without a result and without a failure: somebody else does it, or its arguments have changed. It never reaches a caller.</summary>
internal sealed class RefreshSkippedException(string reason, RefreshSkipReason kind = RefreshSkipReason.Other) : FlightWithoutResultException(reason)
{
    internal RefreshSkipReason Kind { get; } = kind;
}
