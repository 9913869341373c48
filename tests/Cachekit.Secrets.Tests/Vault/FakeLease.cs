namespace Cachekit.Secrets.Tests.Vault;

/// <summary>A lease of the fake.</summary>
internal sealed class FakeLease
{
    public required FakeToken Token { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset EndsAt { get; set; }
}
