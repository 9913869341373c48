namespace Cachekit.Generators.ExecutionTests.Freshness;

/// <summary>A class that is derived from the one with the methods.</summary>
public sealed class EuropeanRates(CachekitRuntime runtime) : Rates(runtime, "eu");
