namespace Cachekit.Generators.ExecutionTests.Security;

public sealed record Address(string Street, string? City);
