using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class MessagePackWriterTests
{
    private delegate void Writing(ref MessagePackWriter writer);

    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(200, "ccc8")]
    [InlineData(255, "ccff")]
    [InlineData(256, "cd0100")]
    [InlineData(65535, "cdffff")]
    [InlineData(65536, "ce00010000")]
    [InlineData(4294967295, "ceffffffff")]
    [InlineData(4294967296, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(-33, "d0df")]
    [InlineData(-128, "d080")]
    [InlineData(-129, "d1ff7f")]
    [InlineData(-32768, "d18000")]
    [InlineData(-32769, "d2ffff7fff")]
    [InlineData(int.MinValue, "d280000000")]
    [InlineData(int.MinValue - 1L, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void Integer_TakesTheShortestForm(long value, string expected)
    {
        Assert.Equal(expected, Hex((ref MessagePackWriter w) => w.WriteInt64(value)));
        if (value >= 0)
        {
            Assert.Equal(expected, Hex((ref MessagePackWriter w) => w.WriteUInt64((ulong)value)));
        }
    }

    [Fact]
    public void LargestUnsignedInteger_TakesNineBytes() =>
        Assert.Equal("cfffffffffffffffff", Hex((ref MessagePackWriter w) => w.WriteUInt64(ulong.MaxValue)));

    [Fact]
    public void NilBooleansAndDoubles_HaveOneForm() => Assert.Equal(
        "c0c3c2cb4000000000000000cb8000000000000000",
        Hex((ref MessagePackWriter w) =>
        {
            w.WriteNil();
            w.WriteBoolean(true);
            w.WriteBoolean(false);
            w.WriteDouble(2.0);
            w.WriteDouble(-0.0);
        }));

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    [InlineData(200000, "db00030d40")]
    public void String_TakesTheShortestHeader(int length, string header)
    {
        var text = new string('x', length);
        var expected = header + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, Hex((ref MessagePackWriter w) => w.WriteString(text)));
        Assert.Equal(expected, Hex((ref MessagePackWriter w) => w.WriteUtf8(System.Text.Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData(10, "be")]
    [InlineData(11, "d921")]
    [InlineData(85, "d9ff")]
    [InlineData(86, "da0102")]
    [InlineData(21845, "daffff")]
    [InlineData(21846, "db00010002")]
    public void StringThatGrowsAsUtf8_TakesTheShortestHeader(int characters, string header)
    {
        var text = new string('€', characters);
        Assert.Equal(header + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text)), Hex((ref MessagePackWriter w) => w.WriteString(text)));
    }

    [Fact]
    public void LongStringOfPairs_IsCountedAcrossItsParts()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("\U0001F600", 100_000));
        var bytes = Convert.FromHexString(Hex((ref MessagePackWriter w) => w.WriteString(text)));
        Assert.Equal(text, new MessagePackReader(bytes).ReadString());
    }

    [Fact]
    public void HalfASurrogatePair_IsRefusedWithItsIndex()
    {
        // Not rows of a theory: an attribute stores its strings as UTF-8 and would repair them.
        foreach (var (text, index) in new[] { ("\ud800", 0), ("ab\udc00", 2), ("a\ud83d\ude00\ud83d", 3), ("\ude00\ud83d", 0) })
        {
            var exception = Assert.Throws<CacheSerializationException>(() => Hex((ref MessagePackWriter w) => w.WriteString(text)));
            Assert.Contains($"index {index} ", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HalfASurrogatePairInALongString_IsRefused() => Assert.Throws<CacheSerializationException>(
        () => Hex((ref MessagePackWriter w) => w.WriteString(new string('x', 100_000) + "\ud800")));

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(255, "c4ff")]
    [InlineData(256, "c50100")]
    [InlineData(65535, "c5ffff")]
    [InlineData(65536, "c600010000")]
    public void Binary_TakesTheShortestHeader(int length, string header) => Assert.Equal(
        header + new string('0', 2 * length),
        Hex((ref MessagePackWriter w) => w.WriteBinary(new byte[length])));

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65535, "dcffff", "deffff")]
    [InlineData(65536, "dd00010000", "df00010000")]
    [InlineData(int.MaxValue, "dd7fffffff", "df7fffffff")]
    public void CollectionHeaders_TakeTheShortestForm(int count, string array, string map)
    {
        Assert.Equal(array, Hex((ref MessagePackWriter w) => w.WriteArrayHeader(count)));
        Assert.Equal(map, Hex((ref MessagePackWriter w) => w.WriteMapHeader(count)));
    }

    [Fact]
    public void NegativeCount_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Hex((ref MessagePackWriter w) => w.WriteArrayHeader(-1)));

    [Fact]
    public void RawBytes_ArePassedThrough() =>
        Assert.Equal("a26964", Hex((ref MessagePackWriter w) => w.WriteRaw([0xa2, (byte)'i', (byte)'d'])));

    [Fact]
    public void GrowingBuffer_KeepsWhatWasWritten()
    {
        var expected = Enumerable.Range(0, 50_000).ToArray();
        var bytes = Encoded.Bytes(Codecs.Array(Codecs.Int32), expected);
        Assert.Equal(expected, Payload.Decode(Codecs.Array(Codecs.Int32), bytes));
    }

    [Fact]
    public void SixtyFourLevels_AreTheLimit()
    {
        Hex((ref MessagePackWriter w) => Enter(ref w, 64));
        var exception = Assert.Throws<CacheSerializationException>(() => Hex((ref MessagePackWriter w) => Enter(ref w, 65)));
        Assert.Contains("64", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LeftLevels_DoNotCount() => Hex((ref MessagePackWriter w) =>
    {
        for (var i = 0; i < 100; i++)
        {
            w.Enter();
            w.Leave();
        }
    });

    [Fact]
    public void DisposedWriter_IsEmptyAndUsable()
    {
        var writer = default(MessagePackWriter);
        writer.WriteInt64(1);
        writer.Dispose();
        Assert.True(writer.WrittenSpan.IsEmpty);
        writer.WriteInt64(2);
        Assert.Equal([2], writer.WrittenSpan.ToArray());
        writer.Dispose();
        writer.Dispose();
    }

    private static void Enter(ref MessagePackWriter writer, int levels)
    {
        for (var i = 0; i < levels; i++)
        {
            writer.Enter();
        }
    }

    private static string Hex(Writing write)
    {
        var writer = default(MessagePackWriter);
        try
        {
            write(ref writer);
            return Convert.ToHexStringLower(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }
}
