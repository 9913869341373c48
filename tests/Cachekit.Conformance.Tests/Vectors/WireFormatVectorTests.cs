using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>wire-format.json: envelopes in both forms of their compressed data.</summary>
public class WireFormatVectorTests
{
    private const string FileName = "wire-format.json";

    public static IEnumerable<TheoryDataRow<string, string>> Envelopes => VectorSets.Cases(FileName, "vectors");

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Envelope_HoldsThePayload(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "vectors", name);
        var envelope = row.Bytes("envelope_hex");
        var payload = row.Bytes("input_hex");
        Assert.Equal(row.Number("envelope_size"), envelope.Length);
        Assert.Equal(row.Number("input_size"), payload.Length);
        Assert.Equal("msgpack", row.Text("format"));
        Assert.Equal(row.OptionalText("envelope_encoding") == "bin", envelope[1] is 0xC4 or 0xC5 or 0xC6);

        Assert.Equal(payload, Envelope.Open(envelope));
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Payload_IsWrittenWithTheSameTail(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "vectors", name);
        var payload = row.Bytes("input_hex");

        var written = Envelope.Write(payload);

        Assert.Equal(payload, Envelope.Open(written));
        Assert.Equal(0x94, written[0]);
        Assert.True(written[1] is 0xC4 or 0xC5 or 0xC6, "Element 0 is written as binary data.");
        Assert.EndsWith(Tail(row), Convert.ToHexStringLower(written), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Twin_HoldsTheSamePayload(string set, string name)
    {
        var row = VectorSets.Row(set, FileName, "vectors", name);
        if (row.OptionalText("derived_from") is not { } original)
        {
            Assert.DoesNotContain("derived_from", row.Members.Select(static member => member.Key));
            return;
        }

        Assert.SkipUnless(VectorSets.Rows(set, FileName, "vectors").TryGetValue(original, out var twin), $"The row '{original}' is not in this copy of the file.");
        Assert.Equal(twin.Text("input_hex"), row.Text("input_hex"));
        Assert.Equal(Tail(twin), Tail(row));
        Assert.Equal(Envelope.Open(twin.Bytes("envelope_hex")), Envelope.Open(row.Bytes("envelope_hex")));
    }

    /// <summary>Checksum, original size and format: the last three elements, which have one form each.</summary>
    private static string Tail(VectorRow row)
    {
        var envelope = row.Bytes("envelope_hex");
        var (headSize, items) = envelope[1] switch
        {
            0xC4 => (3, envelope[2]),
            0xC5 => (4, (envelope[2] << 8) | envelope[3]),
            0xC6 => (6, (envelope[2] << 24) | (envelope[3] << 16) | (envelope[4] << 8) | envelope[5]),
            0xDC => (4, (envelope[2] << 8) | envelope[3]),
            0xDD => (6, (envelope[2] << 24) | (envelope[3] << 16) | (envelope[4] << 8) | envelope[5]),
            var small => (2, small & 0x0F),
        };
        if (envelope[1] is 0xC4 or 0xC5 or 0xC6)
        {
            return Convert.ToHexStringLower(envelope[(headSize + items)..]);
        }

        var position = headSize;
        for (; items > 0; items--)
        {
            position += envelope[position] == 0xCC ? 2 : 1;
        }

        return Convert.ToHexStringLower(envelope[position..]);
    }
}
