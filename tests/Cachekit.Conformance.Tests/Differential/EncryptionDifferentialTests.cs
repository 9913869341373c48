using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Encryption;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Entries that one side encrypts and the other one decrypts, with keyrings of all sizes.</summary>
public class EncryptionDifferentialTests(PythonPeer python)
{
    private static readonly string[] Formats = ["msgpack", "orjson", "arrow"];

    private static readonly string?[] OriginalTypes = [null, null, "msgpack", "orjson", "arrow", "numpy", "dataframe", "series"];

    private static readonly string[] Tenants = ["default", "t", "cross-sdk-test", "\u00c4\u00e9\u4e2d\U0001f600", "550e8400-e29b-41d4-a716-446655440000", new('x', 1024)];

    [Fact]
    public void DerivedKeys_HaveTheSameFingerprints()
    {
        var random = new Random(DifferentialSize.Seed);
        python.Require();
        var pairs = (from tenant in Tenants from _ in Enumerable.Range(0, 5) select (Tenant: tenant, Key: RandomKey(random))).ToList();
        var answers = python.Ask(pairs.ConvertAll(static pair => new JsonMap { ["op"] = "derive", ["master"] = pair.Key, ["tenant"] = pair.Tenant }));
        Assert.All(pairs.Zip(answers), static pair =>
        {
            using var keyring = Keyring.FromHex(pair.First.Key);
            using var cipher = new EntryCipher(keyring, pair.First.Tenant);
            Assert.Equal(pair.Second.Text("fingerprint"), Convert.ToHexStringLower(cipher.Fingerprint));
        });
    }

    [Fact]
    public void Entries_EncryptedHere_AreDecryptedThere()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        foreach (var size in DifferentialSize.Batches(600))
        {
            var entries = Enumerable.Range(0, size).Select(_ => Entry.Next(random)).ToList();
            var answers = python.Ask(entries.ConvertAll(static entry =>
            {
                using var keyring = Keyring.FromHex(entry.Ring[entry.Writer]);
                using var cipher = new EntryCipher(keyring, entry.Tenant);
                var request = entry.Request("unseal", cipher.Encrypt(entry.Plaintext, entry.Binding));
                request["masters"] = new List<object?>(entry.Ring);
                return request;
            }));
            Assert.All(entries.Zip(answers), static pair =>
            {
                Assert.Equal(Convert.ToHexStringLower(pair.First.Plaintext), pair.Second.Text("data"));
                Assert.Equal(pair.First.Writer, ((JsonNumber)pair.Second["servedBy"]!).ToInt64());
            });
        }
    }

    [Fact]
    public void Entries_EncryptedThere_AreDecryptedHere()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed + 1);
        foreach (var size in DifferentialSize.Batches(600))
        {
            var entries = Enumerable.Range(0, size).Select(_ => Entry.Next(random)).ToList();
            var answers = python.Ask(entries.ConvertAll(static entry =>
            {
                var request = entry.Request("seal", entry.Plaintext);
                request["master"] = entry.Ring[entry.Writer];
                return request;
            }));
            Assert.All(entries.Zip(answers), static pair => AssertDecrypts(pair.First, pair.Second.Bytes("data")));
        }
    }

    private static void AssertDecrypts(Entry entry, byte[] stored)
    {
        using var keyring = Keyring.FromHex(entry.Ring[0], [.. entry.Ring.Skip(1)]);
        using var cipher = new EntryCipher(keyring, entry.Tenant);
        Assert.Equal(entry.Plaintext, cipher.Decrypt(stored, entry.Binding, out var servedBy));
        Assert.Equal(entry.Writer, servedBy);

        // The key that wrote it names it: no other one is tried.
        using var writerRing = Keyring.FromHex(entry.Ring[entry.Writer]);
        using var writer = new EntryCipher(writerRing, entry.Tenant);
        var plaintext = new byte[entry.Plaintext.Length];
        Assert.Equal(plaintext.Length, cipher.Decrypt(stored, plaintext, entry.Binding, writer.Fingerprint, failClosed: true, out servedBy));
        Assert.Equal(entry.Writer, servedBy);

        stored[^1] ^= 1;
        var refused = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(stored, entry.Binding));
        Assert.Equal(EncryptionErrorKind.Tampered, refused.Kind);
    }

    private static string RandomKey(Random random) => Convert.ToHexStringLower(RandomPayload.Bytes(random, 32));

    private sealed record Entry(string[] Ring, int Writer, string Tenant, EntryBinding Binding, byte[] Plaintext)
    {
        public static Entry Next(Random random)
        {
            string[] ring = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomKey(random))];
            var key = random.Next(3) == 0 ? "catalog:get_product:" + RandomKey(random) : "k" + RandomText.Next(random, broken: false);
            var binding = new EntryBinding(key, random.Next(2) == 0, Formats[random.Next(Formats.Length)], OriginalTypes[random.Next(OriginalTypes.Length)]);
            return new Entry(ring, random.Next(ring.Length), Tenants[random.Next(Tenants.Length)], binding, RandomPayload.Next(random, 500));
        }

        public JsonMap Request(string operation, byte[] data) => new()
        {
            ["op"] = operation, ["tenant"] = Tenant, ["key"] = Binding.CacheKey, ["format"] = Binding.Format,
            ["compressed"] = Binding.Compressed, ["type"] = Binding.OriginalType, ["data"] = Convert.ToHexStringLower(data),
        };
    }
}
