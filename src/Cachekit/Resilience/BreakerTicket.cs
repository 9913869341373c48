namespace Cachekit.Resilience;

/// <summary>What a call has to show when it leaves a breaker, so that it only counts for the time in which it began.</summary>
/// <param name="Period">The breaker's state since its last change.</param>
/// <param name="Cycle">The cycle of tries whose slot the call holds; 0: none.</param>
internal readonly record struct BreakerTicket(long Period, long Cycle);
