namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>A record that refers to itself.</summary>
public sealed record Chain(int Value, Chain? Next);
