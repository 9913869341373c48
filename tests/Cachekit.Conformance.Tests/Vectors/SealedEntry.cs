using Cachekit.Encryption;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>What all rows with a stored ciphertext have in common.</summary>
internal static class SealedEntry
{
    public static EntryBinding Binding(VectorRow row) =>
        new(row.Text("cache_key"), row.Flag("compressed"), row.Text("format"), row.OptionalText("original_type"));

    /// <summary>Reads the row's entry, and writes one that only the row's authenticated bytes open.</summary>
    public static void AssertBothWays(VectorRow row, string masterKeyHex, string tenant, string? fingerprintHex)
    {
        using var keyring = Keyring.FromHex(masterKeyHex);
        using var cipher = new EntryCipher(keyring, tenant);
        var binding = Binding(row);
        var stored = row.Bytes("ciphertext_hex");
        var plaintext = row.Bytes("plaintext_hex");
        Assert.Equal(plaintext.Length + EntryCipher.Overhead, stored.Length);
        if (row.Has("nonce_hex"))
        {
            Assert.Equal(row.Bytes("nonce_hex"), stored[..12]);
        }

        if (fingerprintHex is not null)
        {
            Assert.Equal(fingerprintHex, Convert.ToHexStringLower(cipher.Fingerprint));
        }

        Assert.Equal(plaintext, cipher.Decrypt(stored, binding, out var servedBy));
        Assert.Equal(0, servedBy);
        AssertBinds(row, masterKeyHex, tenant);
    }

    /// <summary>What the library writes under the row's binding opens with the row's authenticated bytes, and with no others.</summary>
    public static void AssertBinds(VectorRow row, string masterKeyHex, string tenant)
    {
        using var keyring = Keyring.FromHex(masterKeyHex);
        using var cipher = new EntryCipher(keyring, tenant);
        var written = cipher.Encrypt("bound"u8, Binding(row));
        Assert.Equal("bound"u8.ToArray(), Crypto.Open(masterKeyHex, tenant, written, row.Bytes("aad_hex")));
        foreach (var other in Others(row))
        {
            var refused = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(written, other));
            Assert.Equal(EncryptionErrorKind.Tampered, refused.Kind);
        }
    }

    private static IEnumerable<EntryBinding> Others(VectorRow row)
    {
        var binding = Binding(row);
        yield return binding with { Compressed = !binding.Compressed };
        yield return binding with { CacheKey = binding.CacheKey + "x" };
        yield return binding with { Format = binding.Format == "msgpack" ? "orjson" : "msgpack" };
        yield return binding with { OriginalType = binding.OriginalType is null ? "msgpack" : null };
    }
}
