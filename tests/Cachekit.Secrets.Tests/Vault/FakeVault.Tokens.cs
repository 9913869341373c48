using System.Globalization;
using System.Text.Json.Nodes;
using Cachekit.Secrets.Tests.Support;

namespace Cachekit.Secrets.Tests.Vault;

internal sealed partial class FakeVault
{
    private int _count;

    public Dictionary<string, FakeToken> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>What logins give: the life, the limit, whether it can be renewed, and what it may do.</summary>
    public (TimeSpan Ttl, TimeSpan MaxTtl, bool Renewable) Login { get; set; } = (TimeSpan.FromHours(1), TimeSpan.FromHours(24), true);

    public List<(string Path, string[] Capabilities)> LoginPolicies { get; set; } = [("*", ["read", "list", "update"])];

    public Dictionary<string, string> AppRoles { get; } = new(StringComparer.Ordinal);

    /// <summary>Secret ids and how often they can still be used.</summary>
    public Dictionary<string, int> SecretIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Tokens of service accounts, and the role that each may have.</summary>
    public Dictionary<string, string> ServiceAccounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Wrapping tokens: where they were made, and the secret id inside.</summary>
    public Dictionary<string, (string CreationPath, string SecretId)> Wrapped { get; } = new(StringComparer.Ordinal);

    public int Logins { get; private set; }

    public string AddToken(TimeSpan? ttl = null, bool renewable = false, TimeSpan? maxTtl = null, bool defaultPolicy = true, params (string Path, string[] Capabilities)[] policies)
    {
        var token = new FakeToken
        {
            Id = NextId("hvs.given"),
            IssuedAt = Clock.GetUtcNow(),
            Ttl = ttl ?? TimeSpan.Zero,
            MaxTtl = maxTtl ?? TimeSpan.FromDays(32),
            Renewable = renewable,
            HasDefaultPolicy = defaultPolicy,
            EndsAt = ttl is { } life ? Clock.GetUtcNow() + life : DateTimeOffset.MaxValue,
            Policies = policies.Length > 0 ? [.. policies] : [("*", ["read", "list", "update"])],
        };
        Tokens.Add(token.Id, token);
        return token.Id;
    }

    private string NextId(string prefix) => $"{prefix}-{(++_count).ToString(CultureInfo.InvariantCulture)}-t0k3n";

    private FakeVaultAnswer? Unauthenticated(StoreRequest request, string path, JsonObject body)
    {
        switch (path)
        {
            case "auth/approle/login" or "auth/machines/login" when request.Method == "POST":
                return AppRole(body);
            case "auth/kubernetes/login" when request.Method == "POST":
                return ServiceAccounts.TryGetValue(Text(body, "jwt"), out var role) && role == Text(body, "role") ? LogIn() : FakeVaultAnswer.Denied;
            case "sys/wrapping/lookup":
                return Wrapped.TryGetValue(Text(body, "token"), out var known)
                    ? FakeVaultAnswer.Data(new JsonObject { ["creation_path"] = known.CreationPath, ["creation_time"] = "2026-01-01T00:00:00Z", ["creation_ttl"] = 300 })
                    : FakeVaultAnswer.Error(400, "wrapping token is not valid or does not exist");
            case "sys/wrapping/unwrap":
                return Wrapped.Remove(request.Header("X-Vault-Token"), out var wrapped)
                    ? FakeVaultAnswer.Data(new JsonObject { ["secret_id"] = wrapped.SecretId, ["secret_id_accessor"] = "a", ["secret_id_num_uses"] = 1, ["secret_id_ttl"] = 600 })
                    : FakeVaultAnswer.Error(400, "wrapping token is not valid or does not exist");
            default:
                return path.EndsWith("/login", StringComparison.Ordinal) ? FakeVaultAnswer.Denied : null;
        }
    }

    private FakeVaultAnswer AppRole(JsonObject body)
    {
        if (!AppRoles.ContainsKey(Text(body, "role_id")))
        {
            return FakeVaultAnswer.Error(400, "invalid role or secret ID");
        }

        var secretId = Text(body, "secret_id");
        if (!SecretIds.TryGetValue(secretId, out var uses))
        {
            return FakeVaultAnswer.Error(400, "invalid role or secret ID");
        }

        if (uses == 1)
        {
            SecretIds.Remove(secretId);
        }
        else
        {
            SecretIds[secretId] = uses - 1;
        }

        return LogIn();
    }

    private FakeVaultAnswer LogIn()
    {
        Logins++;
        var token = new FakeToken
        {
            Id = NextId("hvs.login"),
            IssuedAt = Clock.GetUtcNow(),
            Ttl = Login.Ttl,
            MaxTtl = Login.MaxTtl,
            Renewable = Login.Renewable,
            EndsAt = Clock.GetUtcNow() + Login.Ttl,
            Policies = LoginPolicies,
        };
        Tokens.Add(token.Id, token);
        return Auth(token, Login.Ttl);
    }

    private FakeVaultAnswer? OfToken(string path, FakeToken token)
    {
        var now = Clock.GetUtcNow();
        switch (path)
        {
            case "auth/token/lookup-self":
                return FakeVaultAnswer.Data(new JsonObject
                {
                    ["accessor"] = "acc", ["creation_time"] = token.IssuedAt.ToUnixTimeSeconds(), ["creation_ttl"] = (long)token.Ttl.TotalSeconds, ["display_name"] = "token",
                    ["expire_time"] = token.EndsAt == DateTimeOffset.MaxValue ? null : token.EndsAt.ToString("O", CultureInfo.InvariantCulture),
                    ["explicit_max_ttl"] = 0, ["id"] = token.Id, ["num_uses"] = 0, ["orphan"] = true, ["path"] = "auth/token/create", ["policies"] = new JsonArray("default"),
                    ["renewable"] = token.Renewable, ["ttl"] = token.EndsAt == DateTimeOffset.MaxValue ? 0 : (long)(token.EndsAt - now).TotalSeconds, ["type"] = "service",
                });
            case "auth/token/renew-self":
                if (!token.Renewable)
                {
                    return FakeVaultAnswer.Error(400, "lease is not renewable");
                }

                var granted = Shorter(token.Ttl, token.IssuedAt + token.MaxTtl - now);
                token.EndsAt = now + granted;
                return Auth(token, granted);
            case "auth/token/revoke-self":
                Tokens.Remove(token.Id);
                foreach (var lease in Leases.Where(lease => lease.Value.Token == token).ToList())
                {
                    Leases.Remove(lease.Key);
                }

                return FakeVaultAnswer.NoContent;
            default:
                return null;
        }
    }

    private static FakeVaultAnswer Auth(FakeToken token, TimeSpan life) => FakeVaultAnswer.Auth(new JsonObject
    {
        ["client_token"] = token.Id, ["accessor"] = "acc", ["policies"] = new JsonArray("default"), ["token_policies"] = new JsonArray("default"), ["metadata"] = null,
        ["lease_duration"] = (long)life.TotalSeconds, ["renewable"] = token.Renewable, ["entity_id"] = "", ["token_type"] = "service", ["orphan"] = true,
    });

    private static string Text(JsonObject body, string name) => (string?)body[name] ?? "";

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
