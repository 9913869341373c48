using Cachekit.Conformance.Tests.Fuzz;
using Cachekit.Encryption;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>interop-v2.json: containers, and their ciphertexts.</summary>
public class InteropV2VectorTests
{
    private const string FileName = "interop-v2.json";

    public static IEnumerable<TheoryDataRow<string, string>> Containers => VectorSets.Cases(FileName, "container_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Constructed => VectorSets.Cases(FileName, "constructed_container_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Bindings => VectorSets.Cases(FileName, "aad_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Entries => VectorSets.Cases(FileName, "encryption_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Rejected => VectorSets.Cases(FileName, "reject_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> RejectedEntries => VectorSets.Cases(FileName, "crypto_reject_vectors");

    [Theory]
    [MemberData(nameof(Containers))]
    public void Container_HoldsTheValue(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "container_vectors", name);
        var document = row.Bytes("value_msgpack_hex");
        Assert.Equal(document.Length, row.Number("original_size"));
        Assert.EndsWith(row.Text("payload_hex"), row.Text("container_hex"), StringComparison.Ordinal);

        Assert.Equal(document, InteropContainer.Open(row.Bytes("container_hex")));
        SharedValue.AssertBothWays(row.Members["value"], document);
        AssertWritten(row, document);
    }

    [Theory]
    [MemberData(nameof(Constructed))]
    public void ConstructedContainer_HoldsTheValue(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "constructed_container_vectors", name);
        var container = Construction.Build(row.Members["container_construction"]);
        var document = Construction.Build(row.Members["value_construction"]);
        Assert.Equal(row.Number("container_len"), container.Length);
        Assert.Equal(row.Number("original_size"), document.Length);
        Assert.InRange(row.Number("method"), 0, 1);
        Assert.InRange(row.Number("payload_len"), 1, container.Length);

        var opened = InteropContainer.Open(container);

        Assert.True(document.AsSpan().SequenceEqual(opened));
        InteropValue.Decode(opened);
        Assert.True(document.AsSpan().SequenceEqual(InteropContainer.Open(InteropContainer.Write(document))));
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void Binding_IsTheExpectedOne(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "aad_vectors", name);
        SealedEntry.AssertBinds(row, Crypto.DefaultMasterKey, row.Text("tenant_id"));
        if (row.Has("v1_aad_hex_for_comparison"))
        {
            var parts = Crypto.Components(row.Bytes("aad_hex"));
            Assert.Equal("True", parts[3]);
            parts[3] = "False";
            Assert.Equal(parts, Crypto.Components(row.Bytes("v1_aad_hex_for_comparison")));
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_OpensAndIsBound(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "encryption_vectors", name);
        SealedEntry.AssertBothWays(row, row.Text("master_key_hex"), row.Text("tenant_id"), row.Text("derived_key_fingerprint_hex"));
        InteropValue.Decode(InteropContainer.Open(row.Bytes("plaintext_hex")));
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void Container_IsRejectedWithoutLargeAllocations(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "reject_vectors", name);
        var container = row.Has("container_construction") ? Construction.Build(row.Members["container_construction"]) : row.Bytes("container_hex");

        var before = Allocation.Now();
        var refused = Assert.ThrowsAny<CacheFormatException>(() => InteropValue.Decode(InteropContainer.Open(container)));
        Assert.InRange(Allocation.Since(before), 0, (64 * 1024) + (2L * container.Length));

        Assert.Contains(refused.Kind, ContainerRule.FirstBroken(container));
    }

    [Theory]
    [MemberData(nameof(RejectedEntries))]
    public void Entry_IsRejected(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "crypto_reject_vectors", name);
        var parts = Crypto.Components(row.Bytes("aad_hex"));
        Assert.Equal(row.Text("tenant_id"), parts[0]);
        using var keyring = Keyring.FromHex(row.Text("master_key_hex"));
        using var cipher = new EntryCipher(keyring, row.Text("tenant_id"));
        var binding = new EntryBinding(parts[1], parts[3] == "True", parts[2], parts.ElementAtOrDefault(4));

        var stored = row.Bytes("ciphertext_hex");
        var refused = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(stored, binding));

        Assert.Equal(stored.Length < EntryCipher.Overhead ? EncryptionErrorKind.Malformed : EncryptionErrorKind.Tampered, refused.Kind);
    }

    /// <summary>Method 0 has one form; method 1 has many, and pays only where it is smaller.</summary>
    private static void AssertWritten(VectorRow row, byte[] document)
    {
        var written = InteropContainer.Write(document);
        Assert.Equal(document, InteropContainer.Open(written));
        Assert.True(written.Length <= row.Bytes("container_hex").Length || row.Number("method") == 1, "Method 0 takes fewer bytes.");
        if (row.Text("container_hex").StartsWith("c1029300", StringComparison.Ordinal) && document.Length < 64)
        {
            Assert.Equal(row.Text("container_hex"), Convert.ToHexStringLower(written));
        }
    }
}
