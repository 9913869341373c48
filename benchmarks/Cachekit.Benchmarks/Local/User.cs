namespace Cachekit.Benchmarks.Local;

/// <summary>The cached value.</summary>
public sealed record User(int Id, string Name, string Email, string Region, bool Active);
