using Cachekit.Encryption;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>encryption.json: ciphertexts, keyrings, and what a master key may look like.</summary>
public class EncryptionVectorTests
{
    private const string FileName = "encryption.json";

    public static IEnumerable<TheoryDataRow<string, string>> Entries => VectorSets.Cases(FileName, "vectors");

    public static IEnumerable<TheoryDataRow<string, string>> DefaultTenant => VectorSets.Cases(FileName, "default_tenant.vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Keys => VectorSets.Cases(FileName, "keyring.entries");

    public static IEnumerable<TheoryDataRow<string, string>> Ring => VectorSets.Cases(FileName, "keyring.vectors");

    public static IEnumerable<TheoryDataRow<string, string>> AcceptedKeys => VectorSets.Cases(FileName, "master_key_input.accept_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> RejectedKeys => VectorSets.Cases(FileName, "master_key_input.reject_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> RejectedRawKeys => VectorSets.Cases(FileName, "master_key_input.raw_reject_vectors");

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_OpensAndIsBound(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "vectors", name);
        SealedEntry.AssertBothWays(row, row.File.Text("master_key_hex"), row.File.Text("tenant_id"), row.File.Text("derived_key_fingerprint_hex"));
    }

    [Theory]
    [MemberData(nameof(DefaultTenant))]
    public void EntryOfTheDefaultTenant_OpensAndIsBound(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "default_tenant.vectors", name);
        var section = (Json.JsonMap)row.File["default_tenant"]!;
        Assert.Equal(EntryCipher.DefaultTenant, section.Text("tenant_id"));
        SealedEntry.AssertBothWays(row, row.File.Text("master_key_hex"), section.Text("tenant_id"), section.Text("derived_key_fingerprint_hex"));

        using var keyring = Keyring.FromHex(row.File.Text("master_key_hex"));
        using var cipher = new EntryCipher(keyring);
        Assert.Equal(row.Bytes("plaintext_hex"), cipher.Decrypt(row.Bytes("ciphertext_hex"), SealedEntry.Binding(row)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void KeyOfTheRing_HasItsFingerprint(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "keyring.entries", name);
        using var keyring = Keyring.FromHex(row.Text("master_key_hex"));
        using var cipher = new EntryCipher(keyring, RingTenant(row));
        Assert.Equal(row.Text("derived_key_fingerprint_hex"), Convert.ToHexStringLower(cipher.Fingerprint));
    }

    [Theory]
    [MemberData(nameof(Ring))]
    public void EntryOfTheRing_IsServedByTheKeyThatWroteIt(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "keyring.vectors", name);
        var keys = VectorSets.Rows(set, FileName, "keyring.entries");
        var writer = keys[row.Text("encrypted_with")];
        var others = keys.Values.Where(key => key.Name != writer.Name).Select(static key => key.Text("master_key_hex")).Take(Keyring.MaxPreviousKeys).ToList();
        if (row.Has("key_fingerprint_hex"))
        {
            Assert.Equal(writer.Text("derived_key_fingerprint_hex"), row.Text("key_fingerprint_hex"));
        }

        SealedEntry.AssertBothWays(row, writer.Text("master_key_hex"), RingTenant(row), writer.Text("derived_key_fingerprint_hex"));
        for (var place = 0; place <= others.Count; place++)
        {
            var ring = others.ToList();
            ring.Insert(place, writer.Text("master_key_hex"));
            using var keyring = Keyring.FromHex(ring[0], [.. ring.Skip(1)]);
            using var cipher = new EntryCipher(keyring, RingTenant(row));
            Assert.Equal(row.Bytes("plaintext_hex"), cipher.Decrypt(row.Bytes("ciphertext_hex"), SealedEntry.Binding(row), out var servedBy));
            Assert.Equal(place, servedBy);
        }

        AssertStrangersFail(row, others);
    }

    [Theory]
    [MemberData(nameof(AcceptedKeys))]
    public void MasterKey_IsAccepted(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "master_key_input.accept_vectors", name);
        var tenant = ((Json.JsonMap)row.File["master_key_input"]!).Text("tenant_id");
        SealedEntry.AssertBothWays(row, row.Text("master_key_hex"), tenant, row.Text("derived_key_fingerprint_hex"));

        using var raw = Keyring.FromRawKeys(row.Bytes("master_key_hex"));
        using var cipher = new EntryCipher(raw, tenant);
        Assert.Equal(row.Bytes("plaintext_hex"), cipher.Decrypt(row.Bytes("ciphertext_hex"), SealedEntry.Binding(row)));
    }

    [Theory]
    [MemberData(nameof(RejectedKeys))]
    public void MasterKey_IsRejectedAndNotShown(string set, string name)
    {
        var text = VectorSets.Row(set, FileName, "master_key_input.reject_vectors", name).Text("master_key_hex");
        var good = new string('7', 64);
        foreach (var make in new Func<Keyring>[] { () => Keyring.FromHex(text), () => Keyring.FromHex(good, text) })
        {
            var refused = Assert.Throws<CacheConfigurationException>(() => make().Dispose());
            Assert.False(text.Length >= 8 && refused.ToString().Contains(text, StringComparison.Ordinal), "The message shows the key.");
        }
    }

    [Theory]
    [MemberData(nameof(RejectedRawKeys))]
    public void RawKey_IsRejected(string set, string name)
    {
        var key = VectorSets.Row(set, FileName, "master_key_input.raw_reject_vectors", name).Bytes("raw_key_hex");
        Assert.Throws<CacheConfigurationException>(() => Keyring.FromRawKeys(key).Dispose());
        Assert.Throws<CacheConfigurationException>(() => Keyring.FromRawKeys(new byte[32], key).Dispose());
    }

    private static string RingTenant(VectorRow row) => ((Json.JsonMap)row.File["keyring"]!).Text("tenant_id");

    private static void AssertStrangersFail(VectorRow row, List<string> others)
    {
        if (others.Count == 0)
        {
            return;
        }

        using var strangers = Keyring.FromHex(others[0], [.. others.Skip(1)]);
        using var cipher = new EntryCipher(strangers, RingTenant(row));
        var refused = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(row.Bytes("ciphertext_hex"), SealedEntry.Binding(row)));
        Assert.Equal(EncryptionErrorKind.Tampered, refused.Kind);
    }
}
