using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class MultiDimensionalCodecTests
{
    [Fact]
    public void Array_IsItsLengthsAndItsItemsRowByRow()
    {
        Assert.Equal("9292020396010203040506", Encoded.Hex(Codecs.Array2D(Codecs.Int32), new[,] { { 1, 2, 3 }, { 4, 5, 6 } }));
        Assert.Equal("9293010201920708", Encoded.Hex(Codecs.Array3D(Codecs.Int32), new[,,] { { { 7 }, { 8 } } }));
        Assert.Equal("929401010102920708", Encoded.Hex(Codecs.Array4D(Codecs.Int32), new[,,,] { { { { 7, 8 } } } }));
        Assert.Equal("c0", Encoded.Hex(Codecs.Array2D(Codecs.Int32), null));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0x7FFFFFC7)]
    [InlineData(0x7FFFFFC7, 0)]
    [InlineData(1, 1)]
    [InlineData(300, 7)]
    public void Lengths_ComeBack(int rows, int columns)
    {
        var copy = Encoded.RoundTrip(Codecs.Array2D(Codecs.Int32), new int[rows, columns]);
        Assert.Equal(rows, copy.GetLength(0));
        Assert.Equal(columns, copy.GetLength(1));
    }

    [Fact]
    public void Items_ComeBackInTheirPlaces()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var value = new string[random.Next(4), random.Next(4), random.Next(4)];
            for (var i = 0; i < value.Length; i++)
            {
                var (x, y, z) = (i / value.GetLength(2) / value.GetLength(1), i / value.GetLength(2) % value.GetLength(1), i % value.GetLength(2));
                value[x, y, z] = $"{x}{y}{z}";
            }

            var copy = Encoded.RoundTrip(Codecs.Array3D(Codecs.String), value);
            Assert.Equal(value.Cast<string>(), copy.Cast<string>());
            Assert.Equal((value.GetLength(0), value.GetLength(1), value.GetLength(2)), (copy.GetLength(0), copy.GetLength(1), copy.GetLength(2)));
        }
    }

    [Fact]
    public void ArrayThatHidesItsElementType_IsWritten()
    {
        object[,] hidden = new string[,] { { "a" } };
        Assert.Equal("9292010191a161", Encoded.Hex(new TextCodec().InArray(), hidden));
    }

    [Theory]
    [InlineData("92 92 01 02 91 00", "match")]
    [InlineData("92 92 01 01 92 00 00", "match")]
    [InlineData("92 91 01 91 00", "array lengths")]
    [InlineData("92 93 01 01 01 91 00", "array lengths")]
    [InlineData("91 92 01 01", "lengths and items")]
    [InlineData("92 92 ff 01 90", "length of an array")]
    [InlineData("92 92 ce7fffffff ce7fffffff 91 00", "length of an array")]
    [InlineData("92 92 ce00010000 ce00010000 91 00", "length of an array")]
    [InlineData("92 92 00 ce7fffffc8 90", "length of an array")]
    [InlineData("92 92 ce7fffffc8 00 90", "length of an array")]
    [InlineData("92 92 cf8000000000000000 02 90", "Int64")]
    [InlineData("92 92 ce00010000 cd8000 91 00", "match")]
    public void LengthsThatDoNotFit_AreRefused(string hex, string problem) =>
        Assert.Contains(problem, Encoded.Refusal(Codecs.Array2D(Codecs.Int32), hex), StringComparison.Ordinal);

    [Theory]
    [InlineData("92 94 ce7fffffff ce7fffffff ce7fffffff 00 90")]
    [InlineData("92 94 ce00010000 ce00010000 ce00010000 ce00010000 91 00")]
    [InlineData("92 94 ce00010000 ce00010000 00 01 90")]
    public void LengthsWhoseProductWraps_AreRefused(string hex) =>
        Assert.Contains("length of an array", Encoded.Refusal(Codecs.Array4D(Codecs.Int32), hex), StringComparison.Ordinal);

    [Fact]
    public void LargestProductBeforeAZero_IsAccepted()
    {
        var value = Encoded.Decode(Codecs.Array3D(Codecs.Byte), "92 93 cdffff cdffff 00 90");
        Assert.Equal(65535, value.GetLength(0));
        Assert.Empty(value);
    }

    [Fact]
    public void ArrayThatDoesNotStartAtZero_IsRefused()
    {
        var value = (int[,])Array.CreateInstance(typeof(int), [2, 2], [1, 0]);
        Assert.Contains("index 0", Assert.Throws<CacheSerializationException>(() => Encoded.Hex(Codecs.Array2D(Codecs.Int32), value)).Message, StringComparison.Ordinal);
    }

    private sealed class TextCodec : ValueCodec<object?>
    {
        public ValueCodec<object[,]> InArray() => Codecs.Array2D(this!)!;

        public override void Write(ref MessagePackWriter writer, object? value) => writer.WriteString((string?)value);

        public override object? Read(ref MessagePackReader reader) => reader.ReadString();
    }
}
