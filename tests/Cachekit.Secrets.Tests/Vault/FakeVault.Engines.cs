using System.Globalization;
using System.Text.Json.Nodes;

namespace Cachekit.Secrets.Tests.Vault;

internal sealed partial class FakeVault
{
    /// <summary>Mounts and the version of their KV engine; 0 is another engine.</summary>
    public Dictionary<string, int> Mounts { get; } = new(StringComparer.Ordinal) { ["secret"] = 2, ["kv"] = 1, ["team/kv"] = 2, ["database"] = 0 };

    public Dictionary<string, FakeSecret> Secrets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeLease> Leases { get; } = new(StringComparer.Ordinal);

    /// <summary>What credentials of the database get.</summary>
    public (TimeSpan Ttl, TimeSpan MaxTtl) Database { get; set; } = (TimeSpan.FromHours(1), TimeSpan.FromHours(3));

    public int Credentials { get; private set; }

    /// <summary>How long until the password of the static role changes.</summary>
    public TimeSpan Rotation { get; set; } = TimeSpan.FromMinutes(10);

    public string StaticPassword { get; set; } = "static-1";

    public void Put(string path, JsonObject data)
    {
        if (!Secrets.TryGetValue(path, out var secret))
        {
            Secrets[path] = secret = new FakeSecret();
        }

        (secret.DeletedAt, secret.Destroyed) = ("", false);
        secret.Versions.Add(data);
    }

    private FakeVaultAnswer MountOf(string path, FakeToken token)
    {
        var mount = Mounts.Keys.FirstOrDefault(known => path == known || path.StartsWith(known + "/", StringComparison.Ordinal));
        if (mount is null || !token.Touches(mount))
        {
            return FakeVaultAnswer.Error(403, $"preflight capability check returned 403, please ensure client's policies grant access to path \"{path}/\"");
        }

        return FakeVaultAnswer.Data(new JsonObject
        {
            ["accessor"] = "kv_1", ["description"] = "", ["local"] = false, ["path"] = mount + "/", ["type"] = Mounts[mount] == 0 ? "database" : "kv",
            ["options"] = Mounts[mount] == 2 ? new JsonObject { ["version"] = "2" } : null,
        });
    }

    private FakeVaultAnswer? OfLeases(string path, JsonObject body)
    {
        if (path != "sys/leases/renew")
        {
            return null;
        }

        var now = Clock.GetUtcNow();
        if (!Leases.TryGetValue(Text(body, "lease_id"), out var lease) || lease.EndsAt <= now)
        {
            return FakeVaultAnswer.Error(400, "lease not found");
        }

        var granted = Shorter(Database.Ttl, lease.IssuedAt + Database.MaxTtl - now);
        lease.EndsAt = now + granted;
        return FakeVaultAnswer.Data(null, leaseId: Text(body, "lease_id"), leaseSeconds: granted.TotalSeconds, renewable: true);
    }

    private FakeVaultAnswer? OfEngines(string path, bool list, FakeToken token)
    {
        if (path == "database/creds/shop")
        {
            var id = $"database/creds/shop/{NextId("lease")}";
            var now = Clock.GetUtcNow();
            Leases[id] = new FakeLease { Token = token, IssuedAt = now, EndsAt = now + Database.Ttl };
            var number = (++Credentials).ToString(CultureInfo.InvariantCulture);
            return FakeVaultAnswer.Data(
                new JsonObject { ["username"] = "v-shop-" + number, ["password"] = "p4ss-" + number }, leaseId: id, leaseSeconds: Database.Ttl.TotalSeconds, renewable: true);
        }

        if (path == "database/static-creds/shop")
        {
            return FakeVaultAnswer.Data(new JsonObject
            {
                ["username"] = "shop", ["password"] = StaticPassword, ["last_vault_rotation"] = "2026-01-01T00:00:00Z", ["rotation_period"] = 600, ["ttl"] = (long)Rotation.TotalSeconds,
            });
        }

        var mount = Mounts.Keys.FirstOrDefault(known => path == known || path.StartsWith(known + "/", StringComparison.Ordinal));
        return mount is null || Mounts[mount] == 0 ? null : OfKv(mount, Mounts[mount], path[mount.Length..].TrimStart('/'), list);
    }

    private FakeVaultAnswer OfKv(string mount, int version, string rest, bool list)
    {
        if (version == 2)
        {
            var kind = rest.Split('/')[0];
            if (kind != (list ? "metadata" : "data"))
            {
                return FakeVaultAnswer.Error(404, "Invalid path for a versioned K/V secrets engine");
            }

            rest = rest[kind.Length..].TrimStart('/');
        }

        return list ? List(mount, rest) : Read(mount, version, rest);
    }

    private FakeVaultAnswer List(string mount, string path)
    {
        var prefix = path.Length == 0 ? $"{mount}/" : $"{mount}/{path}/";
        var keys = Secrets.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..] is var rest && rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? rest[..(at + 1)] : rest)
            .Distinct().ToList();
        return keys.Count == 0 ? FakeVaultAnswer.NotFound() : FakeVaultAnswer.Data(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) });
    }

    private FakeVaultAnswer Read(string mount, int version, string path)
    {
        if (!Secrets.TryGetValue($"{mount}/{path}", out var secret))
        {
            return FakeVaultAnswer.NotFound();
        }

        var data = secret.Versions[^1].DeepClone();
        if (version == 1)
        {
            return FakeVaultAnswer.Data(data, leaseSeconds: 2_764_800);
        }

        var gone = secret.Destroyed || secret.DeletedAt.Length > 0;
        return FakeVaultAnswer.Data(
            new JsonObject
            {
                ["data"] = gone ? null : data,
                ["metadata"] = new JsonObject
                {
                    ["created_time"] = "2026-01-01T00:00:00Z", ["custom_metadata"] = null, ["deletion_time"] = secret.DeletedAt, ["destroyed"] = secret.Destroyed, ["version"] = secret.Versions.Count,
                },
            },
            gone ? 404 : 200);
    }
}
