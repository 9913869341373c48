namespace Cachekit.Benchmarks.Calls;

public sealed record User(int Id, string Region, string Name, string Email, int Age);
