namespace Cachekit.Secrets.Tests.Aws;

/// <summary>An access key that the fake knows.</summary>
internal sealed record FakeKey(string Secret, string? Token = null, DateTimeOffset? End = null);
