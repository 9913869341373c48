using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Hashing;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>BLAKE2b is that of hashlib, and XXH3 that of python3-xxhash.</summary>
public class HashDifferentialTests(PythonPeer python)
{
    [Fact]
    public void Blake2b_IsThatOfHashlib()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        foreach (var size in DifferentialSize.Batches(1_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => (Bytes: RandomPayload.Bytes(random, random.Next(700)), Size: random.Next(1, 65))).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => new JsonMap
            {
                ["op"] = "blake2b", ["data"] = Convert.ToHexStringLower(input.Bytes), ["size"] = input.Size,
            }));
            Assert.Equal(answers.Select(static answer => answer.Text("data")), inputs.Select(static input =>
            {
                var digest = new byte[input.Size];
                Blake2b.Hash(input.Bytes, digest);
                return Convert.ToHexStringLower(digest);
            }));
        }
    }

    [Fact]
    public void XxHash3_IsThatOfTheReference()
    {
        python.Require();
        var random = new Random(DifferentialSize.Seed);
        var length = 0;
        foreach (var size in DifferentialSize.Batches(2_500))
        {
            // Every length up to 2,000 once, where the algorithm changes its ways; then longer ones, unaligned.
            var inputs = Enumerable.Range(0, size).Select(_ => RandomPayload.Bytes(random, length < 2_000 ? length++ : random.Next(20_000))).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => new JsonMap { ["op"] = "xxh3", ["data"] = Convert.ToHexStringLower(input) }));
            Assert.Equal(answers.Select(static answer => answer.Text("data")), inputs.Select(static input => XxHash3.Hash(input).ToString("x16", null)));
        }
    }
}
