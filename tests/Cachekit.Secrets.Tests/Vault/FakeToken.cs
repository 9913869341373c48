namespace Cachekit.Secrets.Tests.Vault;

/// <summary>A token of the fake.</summary>
internal sealed class FakeToken
{
    public required string Id { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>What a renewal gives.</summary>
    public TimeSpan Ttl { get; init; }

    public TimeSpan MaxTtl { get; init; } = TimeSpan.FromDays(32);

    public bool Renewable { get; init; }

    public DateTimeOffset EndsAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether it has the policy of that name, which lets it look after itself.</summary>
    public bool HasDefaultPolicy { get; init; } = true;

    /// <summary><c>path</c> or <c>path/*</c> and capabilities.</summary>
    public List<(string Path, string[] Capabilities)> Policies { get; init; } = [];

    public bool Allows(string path, string capability) =>
        HasDefaultPolicy && path is "auth/token/lookup-self" or "auth/token/renew-self" or "auth/token/revoke-self" or "sys/leases/renew"
        || Policies.Any(policy => Matches(policy.Path, path) && policy.Capabilities.Contains(capability));

    /// <summary>Whether anything at all below a path is allowed, which is what the list of mounts asks for.</summary>
    public bool Touches(string mount) => Policies.Any(policy => policy.Path.StartsWith(mount, StringComparison.Ordinal) || policy.Path == "*");

    private static bool Matches(string pattern, string path) =>
        pattern.EndsWith('*') ? path.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == path;
}
