namespace Cachekit.Conformance.Tests.Redis;

/// <summary>A value that is shared as a map of its members.</summary>
public sealed record SharedProduct(int Id, string DisplayName, double UnitPrice, DateTimeOffset ListedAt, IReadOnlyList<string> Tags, SharedProduct? Bundle);
