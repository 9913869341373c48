using System.Text;
using Cachekit.CompilerServices;

namespace Cachekit.Tests.Keys;

/// <summary>What generated code writes for arguments of keys that are shared with other SDKs.</summary>
public class InteropKeyWriterTests
{
    [Theory]
    [InlineData(2.0, "02")]
    [InlineData(-0.0, "00")]
    [InlineData(-1.0, "ff")]
    [InlineData(2.5, "cb4004000000000000")]
    [InlineData(-9223372036854775808.0, "d38000000000000000")]
    [InlineData(-9223372036854777856.0, "cbc3e0000000000001")]
    [InlineData(9223372036854775808.0, "cf8000000000000000")]
    [InlineData(18446744073709549568.0, "cffffffffffffff800")]
    [InlineData(18446744073709551616.0, "cb43f0000000000000")]
    [InlineData(double.Epsilon, "cb0000000000000001")]
    [InlineData(double.MaxValue, "cb7fefffffffffffff")]
    [InlineData(-double.MaxValue, "cbffefffffffffffff")]
    public void Number_IsAnIntegerWhereItIsOne(double value, string expected) => Assert.Equal(expected, Bytes(value));

    [Fact]
    public void NarrowNumbers_AreWidenedExactly()
    {
        Assert.Equal("cb3fb99999a0000000", Bytes(0.1f));
        Assert.Equal("03", Bytes((Half)3));
        Assert.Equal("cf8000000000000000", Bytes(9223372036854775808f));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NotFiniteNumber_IsRefused(double value)
    {
        Refused(KeyParts.Of<double>(), value);
        Refused(KeyParts.Of<float>(), (float)value);
        Refused(KeyParts.Of<Half>(), (Half)value);
        Refused(KeyParts.Nullable(KeyParts.Of<double>()), value);
        Refused(KeyParts.Array(KeyParts.Of<double>()), [1, value]);
        Refused(KeyParts.HashSet(KeyParts.Of<double>()), [1, value]);
        Refused(KeyParts.Dictionary(KeyParts.Of<string>(), KeyParts.Of<double>()), new() { ["a"] = value });
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00Z", 0, "ce65920080")]
    [InlineData("2024-01-01T12:30:45.123456Z", 0, "cb41d964ac1d47e6b4")]
    [InlineData("2024-01-01T14:30:45.123456+02:00", 9, "cb41d964ac1d47e6b4")]
    [InlineData("1969-12-31T23:59:59.123456Z", 0, "cbbfec0ca600b02928")]
    [InlineData("1969-12-31T23:59:58.5Z", 0, "cbbff8000000000000")]
    [InlineData("1970-01-01T00:00:00Z", 9, "00")]
    [InlineData("1969-12-31T23:59:59Z", 0, "ff")]
    // One tick before 1970 is the microsecond before it, not zero.
    [InlineData("1969-12-31T23:59:59.999999Z", 9, "cbbeb0c6f7a0b5ed8d")]
    public void Instant_IsSecondsSince1970(string text, long moreTicks, string expected)
    {
        var instant = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).AddTicks(moreTicks);
        Assert.Equal(expected, Bytes(instant));
        Assert.Equal(expected, Bytes(instant.UtcDateTime));
    }

    [Fact]
    public void FirstAndLastInstants_HaveTheirNumbers()
    {
        Assert.Equal("d3fffffff1886e0900", Bytes(DateTimeOffset.MinValue));
        Assert.Equal("cb424d7ffa20bf8ccd", Bytes(DateTimeOffset.MaxValue.AddTicks(-9_000_000)));
    }

    [Theory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void TimeWithoutItsInstant_IsRefusedAtEveryDepth(DateTimeKind kind)
    {
        var time = new DateTime(2024, 1, 1, 0, 0, 0, kind);
        Refused(KeyParts.Of<DateTime>(), time);
        Refused(KeyParts.Nullable(KeyParts.Of<DateTime>()), time);
        Refused(KeyParts.List(KeyParts.Of<DateTime>()), [time]);
        Refused(KeyParts.HashSet(KeyParts.Of<DateTime>()), [time]);
        Refused(KeyParts.Dictionary(KeyParts.Of<string>(), KeyParts.Array(KeyParts.Of<DateTime>())), new() { ["a"] = [time] });
    }

    [Fact]
    public void LoneSurrogate_IsRefusedAtEveryDepth()
    {
        const string Lone = "\ud800";
        Refused(KeyParts.Of<string>(), Lone);
        Refused(KeyParts.Of<char>(), '\udfff');
        Refused(KeyParts.Array(KeyParts.Of<string>()), ["a", Lone]);
        Refused(KeyParts.HashSet(KeyParts.Of<string>()), ["a", Lone]);
        Refused(KeyParts.Dictionary(KeyParts.Of<string>(), KeyParts.Of<string>()), new() { ["a"] = Lone });
        Refused(KeyParts.Dictionary(KeyParts.Of<string>(), KeyParts.Of<string>()), new() { [Lone] = "a" });
    }

    [Fact]
    public void TypesOutsideTheModel_AreRefused()
    {
        Refused(KeyParts.Of<DateOnly>(), default);
        Refused(KeyParts.Of<TimeOnly>(), default);
        Refused(KeyParts.Of<TimeSpan>(), default);
        Refused(KeyParts.Of<Index>(), default);
        Refused(KeyParts.Of<Range>(), default);
        Refused(KeyParts.Of<Rune>(), default);
        Refused(KeyParts.Of<Uri>(), new Uri("http://a"));
        Refused(KeyParts.Of<Version>(), new Version(1, 0));
        Refused(KeyParts.Array2D(KeyParts.Of<int>()), new int[1, 1]);
        Refused(KeyParts.KeyValuePair(KeyParts.Of<string>(), KeyParts.Of<int>()), new("a", 1));
        Refused(KeyParts.Dictionary(KeyParts.Of<int>(), KeyParts.Of<int>()), []);
    }

    [Fact]
    public void Map_IsInTheOrderOfUtf8AndSet_InThatOfItsEncodings()
    {
        Assert.Equal(
            "82a3efbda102a4f090808001",
            Bytes(KeyParts.Dictionary(KeyParts.Of<string>(), KeyParts.Of<int>()), new() { ["\U00010000"] = 1, ["\uff61"] = 2 }));
        Assert.Equal("9202cb4004000000000000", Bytes(KeyParts.HashSet(KeyParts.Of<double>()), [2.5, 2.0]));
    }

    [Fact]
    public void InstantsOfOneMicrosecond_AreOneElement() =>
        Assert.Equal(
            "9101",
            Bytes(KeyParts.HashSet(KeyParts.Of<DateTimeOffset>()), [DateTimeOffset.UnixEpoch.AddSeconds(1), DateTimeOffset.UnixEpoch.AddSeconds(1).AddTicks(9), DateTimeOffset.UnixEpoch.AddSeconds(1).ToOffset(TimeSpan.FromHours(3))]));

    [Fact]
    public void AutoMode_KeepsItsBytes()
    {
        Assert.Equal("cb4000000000000000", TestKey.Bytes(2.0));
        Assert.Equal("cb7ff8000000000000", TestKey.Bytes(double.NaN));
        Assert.Equal("d920323032342d30312d30315431323a33303a34352e3132333435362b30323a3030", TestKey.Bytes(new DateTimeOffset(2024, 1, 1, 12, 30, 45, 123, 456, TimeSpan.FromHours(2))));
        Assert.Equal("aa323032342d30312d3031", TestKey.Bytes(new DateOnly(2024, 1, 1)));
        Assert.Equal("92920102920304", TestKey.Bytes(KeyParts.Dictionary(KeyParts.Of<int>(), KeyParts.Of<int>()), new() { [1] = 2, [3] = 4 }));
    }

    private static string Bytes<T>(T value) => Bytes(KeyParts.Of<T>(), value);

    private static string Bytes<T>(KeyPart<T> part, T value) => Convert.ToHexStringLower(KeyParts.EncodeInterop(part, "value", value));

    private static void Refused<T>(KeyPart<T> part, T value) =>
        Assert.StartsWith("Argument 'value' ", Assert.Throws<CacheKeyException>(() => KeyParts.EncodeInterop(part, "value", value)).Message, StringComparison.Ordinal);
}
