using Cachekit.Conformance.Tests.Fuzz;
using Cachekit.Protocol;
using Cachekit.Serialization;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>decode-bounds.json: bytes whose headers claim more than there is, or nest too deep, and bytes that only look like it.</summary>
public class DecodeBoundsVectorTests
{
    private const string FileName = "decode-bounds.json";

    /// <summary>What an exception and its message take, with room.</summary>
    private const long ExceptionCost = 32 * 1024;

    public static IEnumerable<TheoryDataRow<string, string>> Rejected => VectorSets.Cases(FileName, "reject_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Accepted => VectorSets.Cases(FileName, "accept_vectors");

    [Theory]
    [MemberData(nameof(Rejected))]
    public void Rejected_ByItsOwnErrorBeforeAnythingIsAllocated(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "reject_vectors", name);
        var input = Input(row);
        Assert.All(row.List("reject_reasons"), static reason => Assert.Contains((string)reason!, (string[])["depth", "overclaim", "incomplete"]));
        if (row.List("reject_reasons").Contains("overclaim"))
        {
            Assert.True(row.Number("declared_slots") > input.Length - 1, "The row's own numbers do not fit together.");
        }

        if (row.List("reject_reasons").Contains("depth"))
        {
            Assert.True(row.Number("nesting_depth") > DecodeBounds.MaxDepth, "Nesting that deep is within the bound.");
        }

        AssertRefused(input, static bytes => InteropValue.Decode(bytes));
        AssertRefused(input, static bytes => Envelope.Open(bytes));
        AssertRefused(input, static bytes => Payload.Decode(Codecs.Array(Codecs.String), bytes));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepted_AsADocument(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "accept_vectors", name);
        var input = Input(row);
        Assert.InRange(row.Number("nesting_depth"), 0, DecodeBounds.MaxDepth);
        Assert.InRange(row.Number("declared_slots"), 0, input.Length - 1);

        DecodeBounds.Check(input);
        InteropValue.Decode(input);
    }

    private static byte[] Input(VectorRow row)
    {
        var input = Construction.Build(row.Members["construction"]);
        Assert.Equal(row.Number("input_len"), input.Length);
        if (row.Has("input_hex"))
        {
            Assert.Equal(row.Bytes("input_hex"), input);
        }

        return input;
    }

    private static void AssertRefused(byte[] input, Action<byte[]> read)
    {
        var before = Allocation.Now();
        var exception = Assert.Throws<DecodeBoundsException>(() => read(input));
        Assert.InRange(Allocation.Since(before), 0, ExceptionCost);
        Assert.Equal(FormatErrorKind.DecodeBounds, exception.Kind);
    }
}
