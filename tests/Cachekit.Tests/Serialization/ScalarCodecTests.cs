using System.Globalization;
using System.Numerics;
using System.Text;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class ScalarCodecTests
{
    private enum Small : byte
    {
        Zero,
        Last = 255,
    }

    private enum Signed : sbyte
    {
        First = -128,
        Minus = -1,
    }

    private enum Wide : ulong
    {
        Last = ulong.MaxValue,
    }

    private enum Negative : long
    {
        First = long.MinValue,
    }

    private enum Middle : short
    {
        First = short.MinValue,
    }

    private enum Words : ushort
    {
        Last = ushort.MaxValue,
    }

    [Fact]
    public void Integers_AreWrittenInTheShortestForm()
    {
        Assert.Equal("ff", Encoded.Hex(Codecs.SByte, (sbyte)-1));
        Assert.Equal("ccff", Encoded.Hex(Codecs.Byte, (byte)255));
        Assert.Equal("d18000", Encoded.Hex(Codecs.Int16, short.MinValue));
        Assert.Equal("cdffff", Encoded.Hex(Codecs.UInt16, ushort.MaxValue));
        Assert.Equal("07", Encoded.Hex(Codecs.Int32, 7));
        Assert.Equal("ceffffffff", Encoded.Hex(Codecs.UInt32, uint.MaxValue));
        Assert.Equal("ccc8", Encoded.Hex(Codecs.Int64, 200L));
        Assert.Equal("cfffffffffffffffff", Encoded.Hex(Codecs.UInt64, ulong.MaxValue));
        Assert.Equal("fe", Encoded.Hex(Codecs.IntPtr, -2));
        Assert.Equal("02", Encoded.Hex(Codecs.UIntPtr, (nuint)2));
        Assert.Equal("0a", Encoded.Hex(Codecs.TimeSpan, TimeSpan.FromTicks(10)));
    }

    [Fact]
    public void IntegersOutsideTheirType_AreRefusedByName()
    {
        Assert.Contains("SByte", Encoded.Refusal(Codecs.SByte, "cc80"), StringComparison.Ordinal);
        Assert.Contains("Byte", Encoded.Refusal(Codecs.Byte, "cd0100"), StringComparison.Ordinal);
        Assert.Contains("Byte", Encoded.Refusal(Codecs.Byte, "ff"), StringComparison.Ordinal);
        Assert.Contains("Int16", Encoded.Refusal(Codecs.Int16, "cd8000"), StringComparison.Ordinal);
        Assert.Contains("UInt16", Encoded.Refusal(Codecs.UInt16, "ce00010000"), StringComparison.Ordinal);
        Assert.Contains("Int32", Encoded.Refusal(Codecs.Int32, "ce80000000"), StringComparison.Ordinal);
        Assert.Contains("UInt32", Encoded.Refusal(Codecs.UInt32, "cf0000000100000000"), StringComparison.Ordinal);
        Assert.Contains("Int64", Encoded.Refusal(Codecs.Int64, "cf8000000000000000"), StringComparison.Ordinal);
        Assert.Contains("UInt64", Encoded.Refusal(Codecs.UInt64, "ff"), StringComparison.Ordinal);
        Assert.Contains("UInt64", Encoded.Refusal(Codecs.UInt128, "ff"), StringComparison.Ordinal);
        Assert.Contains("Char", Encoded.Refusal(Codecs.Char, "ce00010000"), StringComparison.Ordinal);
        Assert.Contains("Index", Encoded.Refusal(Codecs.Index, "ce80000000"), StringComparison.Ordinal);
    }

    [Fact]
    public void FloatingPointNumbers_AreWrittenWith64Bits()
    {
        Assert.Equal("cb4000000000000000", Encoded.Hex(Codecs.Double, 2.0));
        Assert.Equal("cb3fb99999a0000000", Encoded.Hex(Codecs.Single, 0.1f));
        Assert.Equal("cb3ff8000000000000", Encoded.Hex(Codecs.Half, (Half)1.5));
    }

    [Fact]
    public void FloatingPointNumbersThatDoNotFit_AreRefused()
    {
        Assert.Contains("Single", Encoded.Refusal(Codecs.Single, "cb3fb999999999999a"), StringComparison.Ordinal);
        Assert.Contains("Single", Encoded.Refusal(Codecs.Single, "cb7fefffffffffffff"), StringComparison.Ordinal);
        Assert.Contains("Half", Encoded.Refusal(Codecs.Half, "ca477fe100"), StringComparison.Ordinal);
    }

    [Fact]
    public void FloatingPointNumbers_AreReadFromIntegersAnd32Bits()
    {
        Assert.Equal(2.0, Encoded.Decode(Codecs.Double, "02"));
        Assert.Equal(-1f, Encoded.Decode(Codecs.Single, "ff"));
        Assert.Equal((Half)1.5, Encoded.Decode(Codecs.Half, "ca3fc00000"));
        Assert.Equal(1.8446744073709552E19, Encoded.Decode(Codecs.Double, "cfffffffffffffffff"));
    }

    [Fact]
    public void NegativeZero_KeepsItsSign()
    {
        Assert.True(double.IsNegative(Encoded.RoundTrip(Codecs.Double, -0.0)));
        Assert.True(float.IsNegative(Encoded.RoundTrip(Codecs.Single, -0f)));
        Assert.True(Half.IsNegative(Encoded.RoundTrip(Codecs.Half, Half.NegativeZero)));
    }

    [Fact]
    public void Guid_IsTextOfFormD()
    {
        var guid = Guid.Parse("550e8400-e29b-41d4-a716-446655440000");
        Assert.Equal("d92435353065383430302d653239622d343164342d613731362d343436363535343430303030", Encoded.Hex(Codecs.Guid, guid));
    }

    [Theory]
    [InlineData("a0")]
    [InlineData("d92335353065383430302d653239622d343164342d613731362d3434363635353434303030")]
    [InlineData("d92535353065383430302d653239622d343164342d613731362d34343636353534343030303061")]
    [InlineData("d92035353065383430306532396234316434613731363434363635353434303030" + "30")]
    public void OtherText_IsNoGuid(string hex) => Assert.Contains("Guid", Encoded.Refusal(Codecs.Guid, hex), StringComparison.Ordinal);

    [Fact]
    public void Decimal_KeepsItsScale()
    {
        Assert.Equal("a4312e3530", Encoded.Hex(Codecs.Decimal, 1.50m));
        foreach (var text in new[] { "0", "0.00", "1", "1.00", "-1.50", "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001", "-7.9228162514264337593543950335" })
        {
            var value = decimal.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(decimal.GetBits(value), decimal.GetBits(Encoded.RoundTrip(Codecs.Decimal, value)));
        }
    }

    [Fact]
    public void Decimal_IsReadFromTheExponentFormToo() => Assert.Equal(0.0000001m, Encoded.Decode(Codecs.Decimal, "a4 31452d37"));

    [Theory]
    [InlineData("a0")]
    [InlineData("a3312c35")]
    [InlineData("a22031")]
    [InlineData("a3312e78")]
    [InlineData("bf39393939393939393939393939393939393939393939393939393939393939")]
    public void OtherText_IsNoDecimal(string hex) => Assert.Contains("decimal", Encoded.Refusal(Codecs.Decimal, hex), StringComparison.Ordinal);

    [Fact]
    public void LargeIntegers_AreIntegersWhereTheyFitAndTextBeyond()
    {
        Assert.Equal("cfffffffffffffffff", Encoded.Hex(Codecs.BigInteger, ulong.MaxValue));
        Assert.Equal("d38000000000000000", Encoded.Hex(Codecs.BigInteger, long.MinValue));
        Assert.Equal(Encoded.Hex(Codecs.String, "18446744073709551616"), Encoded.Hex(Codecs.BigInteger, (BigInteger)ulong.MaxValue + 1));
        Assert.Equal(Encoded.Hex(Codecs.String, "-9223372036854775809"), Encoded.Hex(Codecs.BigInteger, (BigInteger)long.MinValue - 1));

        Assert.Equal("cfffffffffffffffff", Encoded.Hex(Codecs.Int128, ulong.MaxValue));
        Assert.Equal("d38000000000000000", Encoded.Hex(Codecs.Int128, long.MinValue));
        Assert.Equal(Encoded.Hex(Codecs.String, "18446744073709551616"), Encoded.Hex(Codecs.Int128, (Int128)ulong.MaxValue + 1));
        Assert.Equal(Encoded.Hex(Codecs.String, "-170141183460469231731687303715884105728"), Encoded.Hex(Codecs.Int128, Int128.MinValue));

        Assert.Equal("cfffffffffffffffff", Encoded.Hex(Codecs.UInt128, ulong.MaxValue));
        Assert.Equal(Encoded.Hex(Codecs.String, "340282366920938463463374607431768211455"), Encoded.Hex(Codecs.UInt128, UInt128.MaxValue));
    }

    [Fact]
    public void TextThatIsNoInteger_IsRefused()
    {
        Assert.Contains("integer", Encoded.Refusal(Codecs.BigInteger, "a3312e35"), StringComparison.Ordinal);
        Assert.Contains("Int128", Encoded.Refusal(Codecs.Int128, Encoded.Hex(Codecs.String, "170141183460469231731687303715884105728")), StringComparison.Ordinal);
        Assert.Contains("UInt128", Encoded.Refusal(Codecs.UInt128, Encoded.Hex(Codecs.String, "-1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Char_IsTextAndHalfAPairItsCode()
    {
        Assert.Equal("a161", Encoded.Hex(Codecs.Char, 'a'));
        Assert.Equal("a3e282ac", Encoded.Hex(Codecs.Char, '€'));
        Assert.Equal("cdd800", Encoded.Hex(Codecs.Char, '\ud800'));
        for (var code = 0; code <= char.MaxValue; code++)
        {
            Assert.Equal((char)code, Encoded.RoundTrip(Codecs.Char, (char)code));
        }
    }

    [Theory]
    [InlineData("a0")]
    [InlineData("a26161")]
    [InlineData("a4f09f9880")]
    [InlineData("a1ff")]
    public void OtherText_IsNoChar(string hex) => Assert.Contains("one character", Encoded.Refusal(Codecs.Char, hex), StringComparison.Ordinal);

    [Fact]
    public void Rune_IsText()
    {
        Assert.Equal("a4f09f9880", Encoded.Hex(Codecs.Rune, new Rune(0x1F600)));
        Assert.Contains("one character", Encoded.Refusal(Codecs.Rune, "a26161"), StringComparison.Ordinal);
    }

    [Fact]
    public void IndexAndRange_AreIntegers()
    {
        Assert.Equal("03", Encoded.Hex(Codecs.Index, new Index(3)));
        Assert.Equal("fc", Encoded.Hex(Codecs.Index, ^3));
        Assert.Equal("9200ff", Encoded.Hex(Codecs.Range, ..));
        Assert.Equal(^int.MaxValue, Encoded.RoundTrip(Codecs.Index, ^int.MaxValue));
        Assert.Contains("range", Encoded.Refusal(Codecs.Range, "93000000"), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_IsUtf8OrNil()
    {
        Assert.Equal("a9c3a4e282acf09f9880", Encoded.Hex(Codecs.String, "ä€\U0001F600"));
        Assert.Equal("c0", Encoded.Hex(Codecs.String, null));
        Assert.Null(Encoded.RoundTrip(Codecs.String, null));
        Assert.Equal("", Encoded.RoundTrip(Codecs.String, ""));
    }

    [Theory]
    [InlineData("http://example.org", UriKind.Absolute)]
    [InlineData("HTTP://Example.org:80/a%20b/ä?x=1#y", UriKind.Absolute)]
    [InlineData("mailto:someone@example.org", UriKind.Absolute)]
    [InlineData("file:///etc/hosts", UriKind.Absolute)]
    [InlineData("a/b?c", UriKind.Relative)]
    [InlineData("/a/b", UriKind.Relative)]
    [InlineData("//host/b", UriKind.Relative)]
    [InlineData("..", UriKind.Relative)]
    [InlineData("", UriKind.Relative)]
    public void Uri_KeepsItsTextAndKind(string text, UriKind kind)
    {
        var uri = new Uri(text, kind);
        var copy = Encoded.RoundTrip(Codecs.Uri, uri);
        Assert.Equal(uri, copy);
        Assert.Equal(uri.OriginalString, copy.OriginalString);
        Assert.Equal(uri.IsAbsoluteUri, copy.IsAbsoluteUri);
        Assert.Equal(Encoded.Hex(Codecs.String, text), Encoded.Hex(Codecs.Uri, uri));
    }

    [Fact]
    public void AbsoluteUriOfAPath_StaysAbsolute()
    {
        var uri = new Uri("//server/share/file.txt");
        Assert.True(uri.IsAbsoluteUri);
        Assert.Equal(uri, Encoded.RoundTrip(Codecs.Uri, uri));
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4")]
    [InlineData("2147483647.2147483647.2147483647.2147483647")]
    public void Version_KeepsItsParts(string text)
    {
        Assert.Equal(Encoded.Hex(Codecs.String, text), Encoded.Hex(Codecs.Version, Version.Parse(text)));
        Assert.Equal(Version.Parse(text), Encoded.RoundTrip(Codecs.Version, Version.Parse(text)));
        Assert.Contains("version", Encoded.Refusal(Codecs.Version, "a178"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_AreBinary()
    {
        Assert.Equal("c40200ff", Encoded.Hex(Codecs.ByteArray, [0, 255]));
        Assert.Equal("c400", Encoded.Hex(Codecs.ByteArray, []));
        Assert.Equal("c0", Encoded.Hex(Codecs.ByteArray, null));
        Assert.Equal("c40200ff", Encoded.Hex(Codecs.MemoryOfByte, new byte[] { 0, 255 }));
        Assert.Equal("c40200ff", Encoded.Hex(Codecs.ReadOnlyMemoryOfByte, new byte[] { 0, 255 }));
        Assert.Equal("c40200ff", Encoded.Hex(Codecs.ArraySegmentOfByte, new ArraySegment<byte>([9, 0, 255, 9], 1, 2)));
        Assert.Equal("c0", Encoded.Hex(Codecs.ArraySegmentOfByte, default));
        Assert.Null(Encoded.RoundTrip(Codecs.ArraySegmentOfByte, default).Array);
        Assert.NotNull(Encoded.RoundTrip(Codecs.ArraySegmentOfByte, new ArraySegment<byte>([])).Array);
    }

    [Fact]
    public void Enum_IsTheIntegerBehindIt()
    {
        Assert.Equal("ccff", Encoded.Hex(Codecs.Enum<Small>(), Small.Last));
        Assert.Equal("d080", Encoded.Hex(Codecs.Enum<Signed>(), Signed.First));
        Assert.Equal("ff", Encoded.Hex(Codecs.Enum<Signed>(), Signed.Minus));
        Assert.Equal("cfffffffffffffffff", Encoded.Hex(Codecs.Enum<Wide>(), Wide.Last));
        Assert.Equal("d38000000000000000", Encoded.Hex(Codecs.Enum<Negative>(), Negative.First));
        Assert.Equal("05", Encoded.Hex(Codecs.Enum<DayOfWeek>(), DayOfWeek.Friday));
        Assert.Equal("d2ffff0000", Encoded.Hex(Codecs.Enum<DayOfWeek>(), (DayOfWeek)(-65536)));

        Assert.Equal(Small.Last, Encoded.RoundTrip(Codecs.Enum<Small>(), Small.Last));
        Assert.Equal(Signed.First, Encoded.RoundTrip(Codecs.Enum<Signed>(), Signed.First));
        Assert.Equal(Wide.Last, Encoded.RoundTrip(Codecs.Enum<Wide>(), Wide.Last));
        Assert.Equal(Negative.First, Encoded.RoundTrip(Codecs.Enum<Negative>(), Negative.First));
        Assert.Equal(Middle.First, Encoded.RoundTrip(Codecs.Enum<Middle>(), Middle.First));
        Assert.Equal(Words.Last, Encoded.RoundTrip(Codecs.Enum<Words>(), Words.Last));
        Assert.Equal((DayOfWeek)(-65536), Encoded.RoundTrip(Codecs.Enum<DayOfWeek>(), (DayOfWeek)(-65536)));
    }

    [Fact]
    public void IntegerOutsideTheEnum_IsRefused()
    {
        Assert.Contains("Small", Encoded.Refusal(Codecs.Enum<Small>(), "cd0100"), StringComparison.Ordinal);
        Assert.Contains("Signed", Encoded.Refusal(Codecs.Enum<Signed>(), "cc80"), StringComparison.Ordinal);
        Assert.Contains("Middle", Encoded.Refusal(Codecs.Enum<Middle>(), "cd8000"), StringComparison.Ordinal);
        Assert.Contains("Words", Encoded.Refusal(Codecs.Enum<Words>(), "ce00010000"), StringComparison.Ordinal);
        Assert.Contains("DayOfWeek", Encoded.Refusal(Codecs.Enum<DayOfWeek>(), "ce80000000"), StringComparison.Ordinal);
    }

    [Fact]
    public void NullableValue_IsTheValueOrNil()
    {
        Assert.Equal("c0", Encoded.Hex(Codecs.Nullable(Codecs.Int32), null));
        Assert.Equal("07", Encoded.Hex(Codecs.Nullable(Codecs.Int32), 7));
        Assert.Null(Encoded.Decode(Codecs.Nullable(Codecs.Int32), "c0"));
        Assert.Equal(7, Encoded.Decode(Codecs.Nullable(Codecs.Int32), "07"));
    }

    [Fact]
    public void NilForAValueType_IsRefused()
    {
        Assert.Contains("nil", Encoded.Refusal(Codecs.Int32, "c0"), StringComparison.Ordinal);
        Assert.Contains("nil", Encoded.Refusal(Codecs.Guid, "c0"), StringComparison.Ordinal);
        Assert.Contains("nil", Encoded.Refusal(Codecs.DateTime, "c0"), StringComparison.Ordinal);
        Assert.Contains("nil", Encoded.Refusal(Codecs.MemoryOfByte, "c0"), StringComparison.Ordinal);
    }
}
