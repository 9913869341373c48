namespace Cachekit.Resilience;

/// <summary>A change of a breaker's state.</summary>
/// <param name="State">The state from now on.</param>
/// <param name="Failures">How many failures opened it; 0 where it did not open, or by hand.</param>
/// <param name="ByHand">Whether a person or a program asked for it.</param>
internal readonly record struct BreakerChange(CacheBreakerState State, int Failures, bool ByHand);
