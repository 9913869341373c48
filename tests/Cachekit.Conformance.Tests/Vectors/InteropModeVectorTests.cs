using Cachekit.Hashing;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>interop-mode.json: keys, values and ciphertexts that all SDKs share.</summary>
public class InteropModeVectorTests
{
    private const string FileName = "interop-mode.json";

    public static IEnumerable<TheoryDataRow<string, string>> Keys => VectorSets.Cases(FileName, "key_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Values => VectorSets.Cases(FileName, "value_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Errors => VectorSets.Cases(FileName, "error_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Bindings => VectorSets.Cases(FileName, "aad_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Entries => VectorSets.Cases(FileName, "encryption_vectors");

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_IsTheExpectedOne(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "key_vectors", name);
        var arguments = Tagged.ParseAll(row.List("args"));

        var encoded = InteropKey.EncodeArguments(arguments);
        Span<byte> hash = stackalloc byte[32];
        Blake2b.Hash(encoded, hash);

        Assert.Equal(row.Text("canonical_args_hex"), Convert.ToHexStringLower(encoded));
        Assert.Equal(row.Text("args_hash"), Convert.ToHexStringLower(hash));
        Assert.Equal(row.Text("expected_key"), InteropKey.Create(row.Text("namespace"), row.Text("operation"), arguments));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_HasItsBytesAndComesBack(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "value_vectors", name);
        SharedValue.AssertBothWays(row.Members["value"], row.Bytes("canonical_msgpack_hex"));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Input_IsRejected(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "error_vectors", name);
        var arguments = row.Has("args") ? Tagged.ParseAll(row.List("args")) : [];

        Assert.Throws<CacheKeyException>(() => InteropKey.Create(row.OptionalText("namespace") ?? "t", row.OptionalText("operation") ?? "op", arguments));
        if (!row.Has("namespace") && !row.Has("operation"))
        {
            Assert.Throws<CacheKeyException>(() => InteropKey.EncodeArguments(arguments));
        }
    }

    [Theory]
    [MemberData(nameof(Bindings))]
    public void Binding_IsTheExpectedOne(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "aad_vectors", name);
        SealedEntry.AssertBinds(row, Crypto.DefaultMasterKey, row.Text("tenant_id"));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_OpensAndIsBound(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "encryption_vectors", name);
        SealedEntry.AssertBothWays(row, row.Text("master_key_hex"), row.Text("tenant_id"), row.Text("derived_key_fingerprint_hex"));
        InteropValue.Decode(row.Bytes("plaintext_hex"));
    }
}
