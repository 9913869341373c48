namespace Cachekit.Resilience;

/// <summary>What callers are told whose call did not reach the backend.</summary>
internal static class Refusals
{
    internal static CacheBackendException CircuitOpen(string backend) => new(
        BackendErrorKind.CircuitOpen,
        $"The backend '{backend}' was not asked: it failed too often, or was isolated, and its circuit breaker is open. It is tried again by itself; CachekitRuntime.Backends shows its state and can reset it.");

    internal static CacheBackendException Backpressure(string backend) => new(
        BackendErrorKind.Backpressure,
        $"The backend '{backend}' was not asked: too many calls wait for it. CachekitOptions.Resilience.Concurrency says how many may run, and how many may wait for how long.");
}
