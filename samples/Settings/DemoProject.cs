using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SettingsSample.Store;

namespace SettingsSample;

/// <summary>A project as the command line tool of Redenv makes one: a key of its own, sealed for each service token, and secrets sealed with it.</summary>
internal sealed class DemoProject
{
    private const int Iterations = 310_000;

    private readonly RedisHashes _store;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public DemoProject(RedisHashes store, string name)
    {
        _store = store;
        Name = name;
        var salt = RandomNumberGenerator.GetBytes(16);
        var tokenKey = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Token), salt, Iterations, HashAlgorithmName.SHA256, 32);
        var tokens = new JsonObject
        {
            [TokenId] = new JsonObject
            {
                ["encryptedPEK"] = Seal(Convert.ToHexStringLower(_key), tokenKey),
                ["salt"] = Convert.ToHexStringLower(salt),
                ["name"] = "sample",
                ["description"] = "The token of the sample",
                ["createdAt"] = Now(),
                ["createdBy"] = "sample",
            },
        };
        _store.Execute(["HSET", $"meta@{name}", "serviceTokens", tokens.ToJsonString(), "historyLimit", "10"]);
    }

    public string Name { get; }

    public string TokenId { get; } = "stk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public string Token { get; } = "redenv_sk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>Writes the first version of a secret.</summary>
    public void Add(string environment, string name, string value) => _store.Execute(
    [
        "HSET", $"{environment}:{Name}", name,
        new JsonArray(new JsonObject { ["version"] = 1, ["value"] = Seal(value, _key), ["user"] = "sample", ["createdAt"] = Now() }).ToJsonString(),
    ]);

    private static string Seal(string text, byte[] key)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var plaintext = Encoding.UTF8.GetBytes(text);
        var ciphertext = new byte[plaintext.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plaintext, ciphertext, tag);
        return $"{Convert.ToHexStringLower(nonce)}.{Convert.ToHexStringLower([.. ciphertext, .. tag])}";
    }

    private static string Now() => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
