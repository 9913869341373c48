using System.Globalization;
using System.Numerics;
using System.Text;
using Cachekit.CompilerServices;
using Cachekit.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Tests.Keys;

public class KeyWriterTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(127L, "7f")]
    [InlineData(128L, "cc80")]
    [InlineData(200L, "ccc8")]
    [InlineData(255L, "ccff")]
    [InlineData(256L, "cd0100")]
    [InlineData(65535L, "cdffff")]
    [InlineData(65536L, "ce00010000")]
    [InlineData(4294967295L, "ceffffffff")]
    [InlineData(4294967296L, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1L, "ff")]
    [InlineData(-32L, "e0")]
    [InlineData(-33L, "d0df")]
    [InlineData(-128L, "d080")]
    [InlineData(-129L, "d1ff7f")]
    [InlineData(-32768L, "d18000")]
    [InlineData(-32769L, "d2ffff7fff")]
    [InlineData(int.MinValue, "d280000000")]
    [InlineData(-2147483649L, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void Integer_HasItsShortestForm(long value, string expected)
    {
        Assert.Equal(expected, TestKey.Bytes(value));
        Assert.Equal(expected, TestKey.Bytes((Int128)value));
        Assert.Equal(expected, TestKey.Bytes(new BigInteger(value)));
        Assert.Equal(expected, TestKey.Bytes<nint>((nint)value));
        Assert.Equal(expected, TestKey.Bytes<long?>(value));
    }

    [Fact]
    public void LargestInteger_FitsAndTheNextDoesNot()
    {
        Assert.Equal("cfffffffffffffffff", TestKey.Bytes(ulong.MaxValue));
        Assert.Equal("cfffffffffffffffff", TestKey.Bytes((UInt128)ulong.MaxValue));
        Assert.Equal("cfffffffffffffffff", TestKey.Bytes((BigInteger)ulong.MaxValue));
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes((UInt128)ulong.MaxValue + 1));
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes((Int128)ulong.MaxValue + 1));
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes((BigInteger)ulong.MaxValue + 1));
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes((Int128)long.MinValue - 1));
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes((BigInteger)long.MinValue - 1));
    }

    [Fact]
    public void SmallTypes_AreIntegers()
    {
        Assert.Equal("ccff", TestKey.Bytes(byte.MaxValue));
        Assert.Equal("d080", TestKey.Bytes(sbyte.MinValue));
        Assert.Equal("cdffff", TestKey.Bytes(ushort.MaxValue));
        Assert.Equal("d18000", TestKey.Bytes(short.MinValue));
        Assert.Equal("ceffffffff", TestKey.Bytes(uint.MaxValue));
        Assert.Equal("05", TestKey.Bytes(DayOfWeek.Friday));
        Assert.Equal("05", TestKey.Bytes<DayOfWeek?>(DayOfWeek.Friday));
        Assert.Equal("c0", TestKey.Bytes<DayOfWeek?>(null));
        Assert.Equal("c3", TestKey.Bytes(true));
        Assert.Equal("c2", TestKey.Bytes<bool?>(false));
    }

    [Theory]
    [InlineData(2.0, "cb4000000000000000")]
    [InlineData(0.0, "cb0000000000000000")]
    [InlineData(double.NaN, "cb7ff8000000000000")]
    [InlineData(double.PositiveInfinity, "cb7ff0000000000000")]
    [InlineData(double.NegativeInfinity, "cbfff0000000000000")]
    public void Float_HasOneFormOf64Bits(double value, string expected)
    {
        Assert.Equal(expected, TestKey.Bytes(value));
        Assert.Equal(expected, TestKey.Bytes((float)value));
        Assert.Equal(expected, TestKey.Bytes((Half)value));
    }

    [Fact]
    public void NegativeZero_IsZero()
    {
        Assert.Equal(TestKey.Bytes(0.0), TestKey.Bytes(-0.0));
        Assert.Equal(TestKey.Bytes(0.0f), TestKey.Bytes(-0.0f));
    }

    [Fact]
    public void Float_IsWidenedExactly() => Assert.Equal("cb3fb99999a0000000", TestKey.Bytes(0.1f));

    // The expected texts are what Python's str(Decimal(...)) makes of the same numbers.
    [Theory]
    [InlineData("1.00", "1.00")]
    [InlineData("1.50", "1.50")]
    [InlineData("0", "0")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("0.05", "0.05")]
    [InlineData("0.000000", "0.000000")]
    [InlineData("0.0000000", "0E-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1E-7")]
    [InlineData("0.00000012", "1.2E-7")]
    [InlineData("0.0000010", "0.0000010")]
    [InlineData("-0.0000000001", "-1E-10")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "1E-28")]
    [InlineData("1.0000000000000000000000000001", "1.0000000000000000000000000001")]
    public void Decimal_KeepsItsScale(string value, string expected) =>
        Assert.Equal(TestKey.Bytes(expected), TestKey.Bytes(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Fact]
    public void NegativeZeroDecimal_KeepsItsSign() => Assert.Equal(TestKey.Bytes("-0.0"), TestKey.Bytes(new decimal(0, 0, 0, isNegative: true, scale: 1)));

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void Text_HasTheShortestHeader(int length, string header)
    {
        var text = new string('a', length);
        Assert.Equal(header + string.Concat(Enumerable.Repeat("61", length)), TestKey.Bytes(text));
        Assert.Equal(TestKey.Bytes(KeyParts.ByteArray, new byte[length]).Length, (length <= 255 ? 4 : length <= 65535 ? 6 : 10) + (length * 2));
    }

    [Theory]
    [InlineData(11, 33, "d921")]
    [InlineData(100, 300, "da012c")]
    [InlineData(30000, 90000, "db00015f90")]
    public void TextOfManyBytes_HasTheHeaderOfItsBytes(int length, int bytes, string header)
    {
        var encoded = TestKey.Bytes(new string('\u20AC', length));
        Assert.StartsWith(header + "e282ac", encoded, StringComparison.Ordinal);
        Assert.Equal(header.Length + (bytes * 2), encoded.Length);
    }

    [Fact]
    public void Text_IsStrictUtf8()
    {
        Assert.Equal("a4f09f9880", TestKey.Bytes("\uD83D\uDE00"));
        Assert.Contains("surrogate", Assert.Throws<CacheKeyException>(() => TestKey.Bytes("a\uD83D")).Message, StringComparison.Ordinal);
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes("\uDE00\uD83D"));
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes('\uD83D'));
        Assert.Equal("a178", TestKey.Bytes('x'));
        Assert.Equal("a4f09f9880", TestKey.Bytes(new Rune(0x1F600)));
    }

    [Fact]
    public void Guid_IsLowerCaseWithHyphens() => Assert.Equal(
        TestKey.Bytes("550e8400-e29b-41d4-a716-446655440000"), TestKey.Bytes(new Guid("550E8400-E29B-41D4-A716-446655440000")));

    [Fact]
    public void Instants_HaveSixDigitsOrNone()
    {
        var second = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        Assert.Equal(TestKey.Bytes("2024-01-02T03:04:05+00:00"), TestKey.Bytes(second));
        Assert.Equal(TestKey.Bytes("2024-01-02T03:04:05.000120+00:00"), TestKey.Bytes(second.AddTicks(1200)));
        Assert.Equal(TestKey.Bytes("2024-01-02T03:04:05.0001203+00:00"), TestKey.Bytes(second.AddTicks(1203)));
        Assert.Equal(TestKey.Bytes("2024-01-02T03:04:05.500000-03:30"), TestKey.Bytes(new DateTimeOffset(2024, 1, 2, 3, 4, 5, 500, new TimeSpan(-3, -30, 0))));
        Assert.Equal(TestKey.Bytes("0001-01-01T00:00:00+00:00"), TestKey.Bytes(default(DateTimeOffset)));
        Assert.Equal(TestKey.Bytes("9999-12-31T23:59:59.9999999+14:00"), TestKey.Bytes(new DateTimeOffset(DateTime.MaxValue.Ticks, TimeSpan.FromHours(14))));
    }

    [Theory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void InstantWithoutZone_IsRefusedWithTheWayOut(DateTimeKind kind)
    {
        var message = Assert.Throws<CacheKeyException>(() => TestKey.Bytes(new DateTime(2024, 1, 1, 0, 0, 0, kind))).Message;
        Assert.Contains("'value'", message, StringComparison.Ordinal);
        Assert.Contains(kind.ToString(), message, StringComparison.Ordinal);
        Assert.Contains("DateTimeOffset", message, StringComparison.Ordinal);
        Assert.Throws<CacheKeyException>(() => TestKey.Bytes(KeyParts.Array(KeyParts.Of<DateTime>()), [new DateTime(2024, 1, 1, 0, 0, 0, kind)]));
    }

    [Fact]
    public void OtherScalars_HaveTexts()
    {
        Assert.Equal(TestKey.Bytes("2024-02-29"), TestKey.Bytes(new DateOnly(2024, 2, 29)));
        Assert.Equal(TestKey.Bytes("23:59:01.000001"), TestKey.Bytes(new TimeOnly(23, 59, 1, 0, 1)));
        Assert.Equal(TestKey.Bytes("08:00:00"), TestKey.Bytes(new TimeOnly(8, 0)));
        Assert.Equal(TestKey.Bytes(TimeSpan.TicksPerDay), TestKey.Bytes(TimeSpan.FromDays(1)));
        Assert.Equal(TestKey.Bytes("http://A/b c"), TestKey.Bytes(new Uri("http://A/b c")));
        Assert.Equal(TestKey.Bytes("1.2"), TestKey.Bytes(new Version(1, 2)));
        Assert.Equal(TestKey.Bytes("1.2.0"), TestKey.Bytes(new Version(1, 2, 0)));
        Assert.Equal("92" + "01" + "fe", TestKey.Bytes(1..^1));
        Assert.Equal(TestKey.Bytes(Path.GetFullPath("x/y").Replace('\\', '/')), TestKey.Bytes(new FileInfo("x/y")));
        Assert.Equal("c0", TestKey.Bytes<Version>(null));
        Assert.Equal("c0", TestKey.Bytes<Uri>(null));
    }

    [Fact]
    public void Bytes_AreBinary()
    {
        Assert.Equal("c400", TestKey.Bytes(KeyParts.ByteArray, []));
        Assert.Equal("c0", TestKey.Bytes(KeyParts.ByteArray, null));
        Assert.Equal("c40200ff", TestKey.Bytes(KeyParts.ReadOnlyMemoryOfByte, new byte[] { 0, 255 }));
        Assert.Equal("c400", TestKey.Bytes(KeyParts.ArraySegmentOfByte, default));
    }

    [Fact]
    public void Headers_AreTheShortest()
    {
        var part = KeyParts.Array(KeyParts.Of<int>());
        Assert.Equal("90", TestKey.Bytes(part, []));
        Assert.StartsWith("9f00", TestKey.Bytes(part, new int[15]), StringComparison.Ordinal);
        Assert.StartsWith("dc001000", TestKey.Bytes(part, new int[16]), StringComparison.Ordinal);
        Assert.StartsWith("dcffff00", TestKey.Bytes(part, new int[65535]), StringComparison.Ordinal);
        Assert.StartsWith("dd0001000000", TestKey.Bytes(part, new int[65536]), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_AreUtf8OfAnyLength() => Prop.ForAll<NonNull<string>>(static text =>
    {
        var encoded = Convert.FromHexString(TestKey.Bytes(text.Get));
        var bytes = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.Get);
        return encoded.AsSpan(encoded.Length - bytes.Length).SequenceEqual(bytes);
    }).Check(Properties.Config);
}
