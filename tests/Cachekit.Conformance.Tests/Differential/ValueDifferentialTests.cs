using Cachekit.Conformance.Tests.Fuzz;
using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;
using Cachekit.Protocol;
using Cachekit.Serialization;

namespace Cachekit.Conformance.Tests.Differential;

/// <summary>Values have the same bytes on both sides, and bytes are the same values; both refuse the same damage.</summary>
public class ValueDifferentialTests(PythonPeer python)
{
    [Fact]
    public void Values_HaveTheSameBytes()
    {
        python.Require();
        var source = new ValueSource(DifferentialSize.Seed);
        foreach (var size in DifferentialSize.Batches(2_000))
        {
            var values = Enumerable.Range(0, size).Select(_ => source.Next()).ToList();
            var answers = python.Ask(values.ConvertAll(static value => new JsonMap { ["op"] = "encode_value", ["value"] = value.Json }));
            Assert.All(values.Zip(answers), static pair => Assert.Equal(pair.Second.Text("data"), Convert.ToHexStringLower(InteropValue.Encode(pair.First.Value))));
        }
    }

    [Fact]
    public void DocumentsOfOtherForms_AreTheSameValues()
    {
        python.Require();
        var source = new ValueSource(DifferentialSize.Seed + 1);
        foreach (var size in DifferentialSize.Batches(2_000))
        {
            var values = Enumerable.Range(0, size).Select(_ => source.Next()).ToList();
            var documents = python.Ask(values.ConvertAll(static value => new JsonMap { ["op"] = "encode_value_loosely", ["value"] = value.Json }))
                .ConvertAll(static answer => answer.Text("data"));
            var shown = python.Ask(documents.ConvertAll(static document => new JsonMap { ["op"] = "decode_value", ["data"] = document }));
            Assert.All(documents.Zip(shown), static pair =>
                Assert.Equal(JsonText.Write(pair.Second["value"]), Shown.Text(InteropValue.Decode(Convert.FromHexString(pair.First)))));
        }
    }

    [Fact]
    public void DamagedDocuments_AreJudgedAlike()
    {
        python.Require();
        // Without times: each side reads its own set of other ISO 8601 forms.
        var source = new ValueSource(DifferentialSize.Seed + 2, times: false);
        var mutator = new Mutator(DifferentialSize.Seed, [.. Enumerable.Range(0, 200).Select(_ => InteropValue.Encode(source.Next().Value)).Where(static bytes => bytes.Length < 600)]);
        var accepted = 0;
        var total = 0;
        foreach (var size in DifferentialSize.Batches(5_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => mutator.Next().ToArray()).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => new JsonMap { ["op"] = "decode_value", ["data"] = Convert.ToHexStringLower(input) }));
            foreach (var (input, answer) in inputs.Zip(answers))
            {
                total++;
                if (answer.Has("refused"))
                {
                    var refused = Assert.ThrowsAny<CacheFormatException>(() => InteropValue.Decode(input));
                    Assert.True(answer.Text("refused") == refused.Kind.ToString(), $"{Convert.ToHexStringLower(input)}: here {refused.Kind}, there {JsonText.Write(answer)}");
                    continue;
                }

                accepted++;
                Assert.Equal(JsonText.Write(answer["value"]), Shown.Text(InteropValue.Decode(input)));
            }
        }

        Assert.InRange(accepted, 1, total - 1);
    }

    [Fact]
    public void Bounds_AreTheSame()
    {
        python.Require();
        var source = new ValueSource(DifferentialSize.Seed + 3);
        var mutator = new Mutator(DifferentialSize.Seed + 3, [.. Enumerable.Range(0, 200).Select(_ => InteropValue.Encode(source.Next().Value)).Where(static bytes => bytes.Length < 600)]);
        foreach (var size in DifferentialSize.Batches(5_000))
        {
            var inputs = Enumerable.Range(0, size).Select(_ => mutator.Next().ToArray()).ToList();
            var answers = python.Ask(inputs.ConvertAll(static input => new JsonMap { ["op"] = "bounds", ["data"] = Convert.ToHexStringLower(input) }));
            Assert.All(inputs.Zip(answers), static pair =>
                Assert.True(pair.Second.Has("refused") == IsRefused(pair.First), $"{Convert.ToHexStringLower(pair.First)}: there {JsonText.Write(pair.Second)}"));
        }
    }

    private static bool IsRefused(byte[] input)
    {
        try
        {
            DecodeBounds.Check(input);
            return false;
        }
        catch (DecodeBoundsException)
        {
            return true;
        }
    }
}
