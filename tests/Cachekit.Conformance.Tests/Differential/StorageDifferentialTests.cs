using Cachekit.Conformance.Tests.Fuzz;
using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Protocol;
using Cachekit.Storage.Lz4;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Envelopes, containers and LZ4 blocks: what one side writes the other one reads, and both refuse the same damage for the same reason.</summary>
public class StorageDifferentialTests(PythonPeer python)
{
    private const int LargestPayload = 20_000;

    [Fact]
    public void Envelopes_WrittenHere_AreReadThere() => AssertReadThere("read_envelope", 600, static payload => Envelope.Write(payload));

    [Fact]
    public void Envelopes_WrittenThere_AreReadHere() =>
        AssertReadHere(600, static payload => Request("write_envelope", payload), static envelope => Envelope.Open(envelope));

    [Fact]
    public void LegacyEnvelopes_WrittenThere_AreReadHere() => AssertReadHere(
        600,
        static payload =>
        {
            var request = Request("write_envelope", payload);
            request["legacy"] = true;
            return request;
        },
        static envelope => Envelope.Open(envelope));

    [Fact]
    public void Containers_WrittenHere_AreReadThere() => AssertReadThere("read_container", 600, static document => InteropContainer.Write(document));

    [Fact]
    public void Containers_WrittenThere_AreReadHere() => AssertReadHere(
        600,
        static document =>
        {
            var request = Request("write_container", document);
            if (document.Length % 3 != 0)
            {
                request["method"] = (document.Length % 3) - 1;
            }

            return request;
        },
        static container => InteropContainer.Open(container));

    [Theory]
    [InlineData(250)]
    [InlineData(65_270)]
    [InlineData(65_530)]
    public void EnvelopesAroundTheEdgesOfHeaders_AreReadOnBothSides(int from)
    {
        // Noise does not compress, so that each size of the compressed data comes up.
        var random = new Random(DifferentialSize.Seed);
        foreach (var size in Enumerable.Range(from, 12))
        {
            var payload = RandomPayload.Bytes(random, size);
            Assert.Equal(Convert.ToHexStringLower(payload), python.Ask(Request("read_envelope", Envelope.Write(payload))).Text("data"));
            foreach (var legacy in new[] { false, true })
            {
                var request = Request("write_envelope", payload);
                request["legacy"] = legacy;
                Assert.True(payload.AsSpan().SequenceEqual(Envelope.Open(python.Ask(request).Bytes("data"))));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public void Blocks_WrittenHere_AreReadThere(int level)
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed + level);
        foreach (var size in DifferentialSize.Batches(200))
        {
            var payloads = Enumerable.Range(0, size).Select(_ => RandomPayload.Next(random, LargestPayload)).ToList();
            var blocks = payloads.ConvertAll(payload => Encode(payload, level));
            foreach (var operation in new[] { "lz4_decode_natively", "lz4_decode" })
            {
                var answers = python.Ask([.. blocks.Zip(payloads, (block, payload) => Block(operation, block, payload.Length))]);
                Assert.Equal(payloads.Select(static payload => Convert.ToHexStringLower(payload)), answers.Select(static answer => answer.Text("data")));
            }
        }
    }

    [Fact]
    public void Blocks_WrittenThere_AreReadHere() => AssertReadHere(
        600,
        static payload => Request("lz4_compress", payload),
        static (block, payload) =>
        {
            var decoded = new byte[payload.Length];
            Assert.True(Lz4Block.TryDecode(block, decoded));
            return decoded;
        });

    [Fact]
    public void DamagedBlocks_AreJudgedAlike()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        var seeds = Enumerable.Range(0, 40).Select(_ => RandomPayload.Next(random, 300)).Select(static payload => (Block: Encode(payload, 6), payload.Length)).ToList();
        var mutator = new Mutator(DifferentialSize.Seed, [.. seeds.Select(static seed => seed.Block)]);
        var accepted = 0;
        var total = 0;
        foreach (var size in DifferentialSize.Batches(4_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => (Block: mutator.Next().ToArray(), Size: seeds[random.Next(seeds.Count)].Length)).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => Block("lz4_decode", input.Block, input.Size)));
            foreach (var (input, answer) in inputs.Zip(answers))
            {
                var decoded = new byte[input.Size];
                var valid = Lz4Block.TryDecode(input.Block, decoded);
                Assert.True(valid != answer.Has("refused"), $"Block {Convert.ToHexStringLower(input.Block)} for {input.Size} bytes: here {valid}, there {JsonText.Write(answer)}");
                if (valid)
                {
                    accepted++;
                    Assert.Equal(answer.Text("data"), Convert.ToHexStringLower(decoded));
                }

                total++;
            }
        }

        Assert.InRange(accepted, 1, total - 1);
    }

    [Fact]
    public void DamagedEnvelopes_AreJudgedAlike()
    {
        var random = new Random(DifferentialSize.Seed);
        var payloads = Enumerable.Range(0, 30).Select(_ => RandomPayload.Next(random, 200)).ToList();
        python.Require();
        var legacy = python.Ask(payloads.ConvertAll(static payload =>
        {
            var request = Request("write_envelope", payload);
            request["legacy"] = true;
            return request;
        }));
        byte[][] seeds = [.. payloads.Select(static payload => Envelope.Write(payload)), .. legacy.Select(static answer => answer.Bytes("data"))];
        AssertJudgedAlike("read_envelope", seeds, static envelope => Envelope.Open(envelope), static kind => [Enum.Parse<FormatErrorKind>(kind)]);
    }

    [Fact]
    public void DamagedContainers_AreJudgedAlike()
    {
        var random = new Random(DifferentialSize.Seed);
        byte[][] seeds = [.. Enumerable.Range(0, 60).Select(_ => InteropContainer.Write(RandomPayload.Next(random, 200)))];
        AssertJudgedAlike("read_container", seeds, static container => InteropContainer.Open(container), static kind => kind switch
        {
            "Body" => [FormatErrorKind.DecodeBounds, FormatErrorKind.Structure],
            "Size" => [FormatErrorKind.Compression],
            _ => [Enum.Parse<FormatErrorKind>(kind)],
        });
    }

    private static byte[] Encode(byte[] payload, int level)
    {
        var block = new byte[Lz4Block.MaxEncodedSize(payload.Length)];
        return block[..Lz4Block.Encode(payload, block, level)];
    }

    private static JsonMap Request(string operation, byte[] data) => new() { ["op"] = operation, ["data"] = Convert.ToHexStringLower(data) };

    private static JsonMap Block(string operation, byte[] block, int size)
    {
        var request = Request(operation, block);
        request["size"] = size;
        return request;
    }

    private void AssertReadThere(string operation, int usual, Func<byte[], byte[]> write)
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        foreach (var size in DifferentialSize.Batches(usual))
        {
            var payloads = Enumerable.Range(0, size).Select(_ => RandomPayload.Next(random, LargestPayload)).ToList();
            var answers = python.Ask(payloads.ConvertAll(payload => Request(operation, write(payload))));
            foreach (var (payload, answer) in payloads.Zip(answers))
            {
                Assert.False(answer.Has("refused"), JsonText.Write(answer));
                Assert.Equal(Convert.ToHexStringLower(payload), answer.Text("data"));
            }
        }
    }

    private void AssertReadHere(int usual, Func<byte[], JsonMap> ask, Func<byte[], byte[]> read) => AssertReadHere(usual, ask, (bytes, _) => read(bytes));

    private void AssertReadHere(int usual, Func<byte[], JsonMap> ask, Func<byte[], byte[], byte[]> read)
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed + 1);
        foreach (var size in DifferentialSize.Batches(usual))
        {
            var payloads = Enumerable.Range(0, size).Select(_ => RandomPayload.Next(random, LargestPayload)).ToList();
            var answers = python.Ask(payloads.ConvertAll(payload => ask(payload)));
            Assert.All(payloads.Zip(answers), pair => Assert.True(pair.First.AsSpan().SequenceEqual(read(pair.Second.Bytes("data"), pair.First))));
        }
    }

    private void AssertJudgedAlike(string operation, byte[][] seeds, Func<byte[], byte[]> read, Func<string, FormatErrorKind[]> kinds)
    {
        python.Require();
        var mutator = new Mutator(DifferentialSize.Seed, seeds);
        var accepted = 0;
        var total = 0;
        foreach (var size in DifferentialSize.Batches(4_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => mutator.Next().ToArray()).ToList();
            var answers = python.Ask(inputs.ConvertAll(input => Request(operation, input)));
            foreach (var (input, answer) in inputs.Zip(answers))
            {
                total++;
                if (!answer.Has("refused"))
                {
                    accepted++;
                    Assert.Equal(answer.Text("data"), Convert.ToHexStringLower(read(input)));
                    continue;
                }

                var refused = Assert.ThrowsAny<CacheFormatException>(() => read(input));
                Assert.True(
                    kinds(answer.Text("refused")).Contains(refused.Kind),
                    $"{Convert.ToHexStringLower(input)}: here {refused.Kind} ({refused.Message}), there {JsonText.Write(answer)}");
            }
        }

        Assert.InRange(accepted, 1, total - 1);
    }
}
