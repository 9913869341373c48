using Cachekit.Backends;
using Cachekit.Conformance.Tests.Differential;
using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Encryption;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Redis;

/// <summary>Entries on a real Redis that another SDK's code writes and the primitives read, and the reverse: plain and encrypted, interop/v1 and v2.</summary>
public class SharedEntryTests(PythonPeer python, RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const string Namespace = "catalog";
    private const string Tenant = "cross-sdk-test";
    private static readonly string CurrentKey = new('6', 64);
    private static readonly string RetiredKey = new('5', 64);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void Entries_WrittenThere_AreReadHere(int version, bool encrypted)
    {
        using var scene = Open(out var operation);
        var entries = Entries(50);
        var answers = python.Ask(entries.ConvertAll(entry =>
        {
            var request = Request("write_entry", operation, version, entry.Arguments.Json);
            request["value"] = entry.Value.Json;
            request["ttl"] = 600_000;
            if (encrypted)
            {
                request["tenant"] = Tenant;
                request["master"] = RetiredKey;
            }

            return request;
        }));

        Assert.All(entries.Zip(answers), pair =>
        {
            var (entry, answer) = pair;
            var key = InteropKey.Create(Namespace, operation, entry.Arguments.Arguments);
            Assert.Equal(answer.Text("key"), key);
            using var found = scene.Get(key);
            Assert.True(found.Found && found.Remaining > TimeSpan.Zero);
            var stored = found.Bytes.ToArray();
            Assert.Equal(answer.Text("data"), Convert.ToHexStringLower(stored));

            if (encrypted)
            {
                using var keyring = Keyring.FromHex(CurrentKey, RetiredKey);
                using var cipher = new EntryCipher(keyring, Tenant);
                stored = cipher.Decrypt(stored, new EntryBinding(key, Compressed: version == 2), out var servedBy);
                Assert.Equal(1, servedBy);
            }

            var document = version == 2 ? InteropContainer.Open(stored) : stored;
            Assert.Equal(document, InteropValue.Encode(entry.Value.Value));
            Assert.Equal(document, InteropValue.Encode(InteropValue.Decode(document)));
        });
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void Entries_WrittenHere_AreReadThere(int version, bool encrypted)
    {
        using var scene = Open(out var operation);
        var entries = Entries(50);
        foreach (var entry in entries)
        {
            var key = InteropKey.Create(Namespace, operation, entry.Arguments.Arguments);
            var document = InteropValue.Encode(entry.Value.Value);
            var stored = version == 2 ? InteropContainer.Write(document) : document;
            if (encrypted)
            {
                using var keyring = Keyring.FromHex(RetiredKey);
                using var cipher = new EntryCipher(keyring, Tenant);
                stored = cipher.Encrypt(stored, new EntryBinding(key, Compressed: version == 2));
            }

            scene.Set(key, stored, TimeSpan.FromMinutes(10));
        }

        var answers = python.Ask(entries.ConvertAll(entry =>
        {
            var request = Request("read_entry", operation, version, entry.Arguments.Json);
            if (encrypted)
            {
                request["tenant"] = Tenant;
                request["masters"] = new List<object?> { CurrentKey, RetiredKey };
            }

            return request;
        }));

        Assert.All(entries.Zip(answers), pair =>
        {
            Assert.False(pair.Second.Has("refused"), JsonText.Write(pair.Second));
            Assert.Equal(Convert.ToHexStringLower(InteropValue.Encode(pair.First.Value.Value)), pair.Second.Text("data"));
            Assert.Equal(encrypted ? "1" : "null", JsonText.Write(pair.Second["servedBy"]));
        });
    }

    private RedisBackend Open(out string operation)
    {
        python.Require();
        redis.Require();
        operation = "op_" + Guid.NewGuid().ToString("N");
        return redis.Backend();
    }

    private JsonMap Request(string name, string operation, int version, object? arguments) => new()
    {
        ["op"] = name, ["port"] = redis.Port, ["namespace"] = Namespace, ["operation"] = operation, ["version"] = version, ["args"] = arguments,
    };

    /// <summary>Different arguments for every entry; those that no SDK accepts are left to other tests.</summary>
    private static List<((object?[] Arguments, List<object?> Json) Arguments, (object? Value, object? Json) Value)> Entries(int count)
    {
        var values = new ValueSource(DifferentialSize.Seed);
        return [.. Enumerable.Range(0, count).Select(i => ((new object?[] { (long)i, "entry" }, new List<object?> { i, "entry" }), values.Next()))];
    }
}
