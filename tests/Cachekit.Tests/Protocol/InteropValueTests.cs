using System.Collections.Specialized;
using System.Numerics;
using Cachekit.Protocol;
using Cachekit.Serialization;

namespace Cachekit.Tests.Protocol;

public class InteropValueTests
{
    private const string Lone = "a\ud800b";

    [Fact]
    public void WorkedExample_HasItsBytes()
    {
        var when = new DateTimeOffset(2024, 1, 1, 12, 30, 45, 123, 456, TimeSpan.Zero);
        var value = new Dictionary<string, object?> { ["total"] = 2.0, ["id"] = 7, ["when"] = when };
        const string Expected =
            "83a2696407a5746f74616ccb4000000000000000a47768656e82ac5f5f6461746574696d655f5fc3a576616c7565d920323032342d30312d30315431323a33303a34352e3132333435362b30303a3030";
        Assert.Equal(Expected, Hex(value));
        var decoded = Assert.IsType<Dictionary<string, object?>>(Decode(Expected));
        Assert.Equal(new Dictionary<string, object?> { ["id"] = 7L, ["total"] = 2.0, ["when"] = when }, decoded);
    }

    public static TheoryData<object?, string> Encodings => new()
    {
        { 2.0, "cb4000000000000000" },
        { -0.0, "cb8000000000000000" },
        { 0.1f, "cb3fb99999a0000000" },
        { (Half)1, "cb3ff0000000000000" },
        { (BigInteger)ulong.MaxValue, "cfffffffffffffffff" },
        { (Int128)(-33), "d0df" },
        { DayOfWeek.Friday, "05" },
        { 'x', "a178" },
        { 1.50m, "a4312e3530" },
        { new byte[] { 1 }, "c40101" },
        { new sbyte[] { -1 }, "91ff" },
        { (1, "a"), "9201a161" },
        { new Dictionary<string, int> { ["\U00010000"] = 1, ["\uff61"] = 2 }, "82a3efbda102a4f090808001" },
        { new DateOnly(2025, 11, 14), "82a85f5f646174655f5fc3a576616c7565aa323032352d31312d3134" },
        { new TimeOnly(10, 30), "82a85f5f74696d655f5fc3a576616c7565a831303a33303a3030" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Value_HasOneForm(object? value, string expected) => Assert.Equal(expected, Hex(value));

    public static TheoryData<object, string> Times => new()
    {
        { new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.FromHours(-5.5)), "2024-01-01T12:30:45-05:30" },
        { new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.Zero).AddTicks(9), "2024-01-01T12:30:45+00:00" },
        { new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.Zero).AddTicks(19), "2024-01-01T12:30:45.000001+00:00" },
        { new DateTime(2024, 1, 1, 12, 30, 45, DateTimeKind.Utc), "2024-01-01T12:30:45+00:00" },
        { new DateTime(2024, 1, 1, 12, 30, 45, 500), "2024-01-01T12:30:45.500000" },
        { DateTime.MaxValue, "9999-12-31T23:59:59.999999" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Time_HasSixDigitsOrNoneAndItsOffset(object value, string expected)
    {
        Assert.Equal(Hex(new Dictionary<string, object> { ["__datetime__"] = true, ["value"] = expected }), Hex(value));
        var decoded = InteropValue.Decode(InteropValue.Encode(value));
        var whole = value is DateTime { Kind: DateTimeKind.Utc } utc ? new DateTimeOffset(utc) : value;
        Assert.IsType(whole.GetType(), decoded);
        Assert.Equal(Floored(whole), decoded);
    }

    [Theory]
    [InlineData("2024-01-01T12:30:45Z", "2024-01-01T12:30:45.0000000+00:00")]
    [InlineData("2024-01-01T12:30:45.5+02:00", "2024-01-01T12:30:45.5000000+02:00")]
    [InlineData("2024-01-01T12:30:45.123Z", "2024-01-01T12:30:45.1230000+00:00")]
    [InlineData("2024-01-01T12:30:45.123456789Z", "2024-01-01T12:30:45.1234567+00:00")]
    [InlineData("2024-01-01T12:30:45.1", "2024-01-01T12:30:45.1000000")]
    public void TimeOfOtherSdks_IsRead(string text, string expected)
    {
        var document = InteropValue.Encode(new Dictionary<string, object> { ["__datetime__"] = true, ["value"] = text });
        Assert.Equal(expected, InteropValue.Decode(document) switch
        {
            DateTimeOffset instant => instant.ToString("O"),
            DateTime { Kind: DateTimeKind.Unspecified } time => time.ToString("O"),
            var other => $"{other}",
        });
    }

    [Fact]
    public void Sentinel_IsRevivedOnlyWithItsMarkAndText()
    {
        Assert.IsType<DateOnly>(Decode("82a576616c7565aa323032352d31312d3134a85f5f646174655f5fc3"));
        Assert.All(
            new object?[] { false, 1, "true", null },
            static flag => AssertStays(new() { ["__date__"] = flag, ["value"] = "2025-11-14" }));
        AssertStays(new() { ["__date__"] = true, ["value"] = 20251114 });
        AssertStays(new() { ["__date__"] = true });
        AssertStays(new() { ["__date__"] = true, ["value"] = "2025-11-31" });
        AssertStays(new() { ["__time__"] = true, ["value"] = "noon" });
        AssertStays(new() { ["__datetime__"] = true, ["value"] = "0001-01-01T00:00:00+14:00" });
        AssertStays(new() { ["value"] = "2025-11-14" });
    }

    public static TheoryData<string, object?> Decodings => new()
    {
        { "cf0000000000000001", 1L },
        { "cf7fffffffffffffff", long.MaxValue },
        { "cf8000000000000000", 9223372036854775808UL },
        { "d3ffffffffffffffff", -1L },
        { "ca3fc00000", 1.5 },
        { "cb7ff8000000000000", double.NaN },
        { "da000161", "a" },
        { "c600000001ff", new byte[] { 255 } },
        { "dd0000000101", new object?[] { 1L } },
        { "df00000001a16101", new Dictionary<string, object?> { ["a"] = 1L } },
        { "82a16201a16102", new Dictionary<string, object?> { ["a"] = 2L, ["b"] = 1L } },
        { "82a16101a16102", new Dictionary<string, object?> { ["a"] = 2L } },
        { "8201a161a16102", new List<KeyValuePair<object?, object?>> { new(1L, "a"), new("a", 2L) } },
        { "81c0c0", new List<KeyValuePair<object?, object?>> { new(null, null) } },
        { "80", new Dictionary<string, object?>() },
        { "90", Array.Empty<object?>() },
        { "d4057f", new MessagePackExtension(5, new byte[] { 0x7f }) },
        { "c702ff0102", new MessagePackExtension(-1, new byte[] { 1, 2 }) },
        { "81d4057f01", new List<KeyValuePair<object?, object?>> { new(new MessagePackExtension(5, new byte[] { 0x7f }), 1L) } },
    };

    [Theory]
    [MemberData(nameof(Decodings))]
    public void EveryWellFormedDocument_IsRead(string hex, object? expected)
    {
        var value = Decode(hex);
        Assert.Equal(expected, value);
        Assert.Equal(expected?.GetType(), value?.GetType());
    }

    [Theory]
    [InlineData("", FormatErrorKind.DecodeBounds, "no bytes")]
    [InlineData("c0c0", FormatErrorKind.DecodeBounds, "more bytes follow")]
    [InlineData("c1", FormatErrorKind.DecodeBounds, "0xc1")]
    [InlineData("91c1", FormatErrorKind.DecodeBounds, "0xc1")]
    [InlineData("92c0", FormatErrorKind.DecodeBounds, "add up")]
    [InlineData("92dc0000", FormatErrorKind.DecodeBounds, "end inside")]
    [InlineData("ddffffffffdd00000001", FormatErrorKind.DecodeBounds, "add up")]
    [InlineData("a1ff", FormatErrorKind.Document, "byte 0 is not UTF-8")]
    [InlineData("9201a3eda080", FormatErrorKind.Document, "byte 2 is not UTF-8")]
    [InlineData("81a1ffc0", FormatErrorKind.Document, "byte 1 is not UTF-8")]
    [InlineData("434b0300000000", FormatErrorKind.Container, "Python")]
    [InlineData("c10293000000", FormatErrorKind.Container, "interop/v2")]
    public void BadDocument_IsRefusedWithItsReason(string hex, FormatErrorKind kind, string reason)
    {
        var exception = Assert.ThrowsAny<CacheFormatException>(() => Decode(hex));
        Assert.Equal(kind, exception.Kind);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumberThatIsTheFirstByteOfAFrame_IsANumber() => Assert.Equal(67L, Decode("43"));

    [Theory]
    [InlineData("dc07d0", 2048, "", 0)]
    [InlineData("de07d0", 2048, "", 0)]
    [InlineData("91", 1025, "c0", 1)]
    [InlineData("81a0", 1025, "c0", 1)]
    [InlineData("dc07d0", 30, "c0", 2000)]
    [InlineData("dbffffffff", 1, "41", 1)]
    [InlineData("c9ffffffff", 1, "0541", 1)]
    public void HostileLengths_AreRefusedBeforeAnythingIsAllocated(string head, int heads, string tail, int tails)
    {
        var bytes = Convert.FromHexString(string.Concat(Enumerable.Repeat(head, heads)) + string.Concat(Enumerable.Repeat(tail, tails)));
        Assert.Throws<DecodeBoundsException>(() => InteropValue.Decode(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DecodeBoundsException>(() => InteropValue.Decode(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    [Fact]
    public void Decoding_AllocatesInProportionToTheInput()
    {
        // A map of pairs with one and the same key.
        byte[] bytes = [0xDF, 0x00, 0x01, 0x00, 0x00, .. Enumerable.Repeat((byte)0xA0, 2 * 65536)];
        InteropValue.Decode(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Single(Assert.IsType<Dictionary<string, object?>>(InteropValue.Decode(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32L * bytes.Length);
    }

    [Fact]
    public void EmptyMaps_CostOneDictionaryEach()
    {
        // The largest object that a single byte can ask for: 80 bytes, and 8 for its place in the array.
        byte[] bytes = [0xDD, 0x00, 0x01, 0x00, 0x00, .. Enumerable.Repeat((byte)0x80, 65536)];
        InteropValue.Decode(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(65536, Assert.IsType<object?[]>(InteropValue.Decode(bytes)).Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 96L * bytes.Length);
    }

    public static TheoryData<object?, string> Refused => new()
    {
        { double.NaN, "NaN" },
        { float.PositiveInfinity, "infinite" },
        { Half.NegativeInfinity, "infinite" },
        { (BigInteger)ulong.MaxValue + 1, "BigInteger" },
        { (Int128)long.MinValue - 1, "Int128" },
        { UInt128.MaxValue, "UInt128" },
        { Lone, "surrogate" },
        { '\udc00', "surrogate" },
        { new Dictionary<string, int> { [Lone] = 1 }, "surrogate" },
        { new Dictionary<int, int> { [1] = 1 }, "no string" },
        { new HashSet<int> { 1 }, "is a set" },
        { TimeSpan.Zero, "TimeSpan" },
        { new object(), "Object" },
        { new int[1, 1], "several dimensions" },
        { new NameValueCollection { ["a"] = "b" }, "NameValueCollection" },
        { new MessagePackExtension(1, default), "MessagePackExtension" },
        { new Dictionary<string, int>(ReferenceEqualityComparer.Instance) { ["a"] = 1, [new string('a', 1)] = 2 }, "two keys" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refused_AtEveryDepth(object? value, string reason)
    {
        Assert.All(
            new[] { value, new[] { value }, new Dictionary<string, object?> { ["k"] = value }, (1, value) },
            nested => Assert.Contains(reason, Refusal(nested), StringComparison.Ordinal));
        Assert.StartsWith("'value.k[1]' cannot be encoded", Refusal(new Dictionary<string, object?> { ["k"] = (1, value) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_EndsAtThirtyTwoLevels()
    {
        Assert.Equal(string.Concat(Enumerable.Repeat("91", 32)) + "c0", Hex(Nested(32, null)));
        Assert.Contains("32 deep", Refusal(Nested(33, null)), StringComparison.Ordinal);
        Assert.NotEmpty(InteropValue.Encode(Nested(31, DateTimeOffset.UnixEpoch)));
        Assert.Contains("32 deep", Refusal(Nested(32, DateTimeOffset.UnixEpoch)), StringComparison.Ordinal);
        Assert.NotNull(Decode(string.Concat(Enumerable.Repeat("91", 64)) + "c0"));
    }

    [Fact]
    public void Extensions_AreEqualByValue()
    {
        var extension = new MessagePackExtension(1, new byte[] { 1, 2 });
        Assert.Equal(extension, new MessagePackExtension(1, new byte[] { 1, 2 }));
        Assert.Equal(extension.GetHashCode(), new MessagePackExtension(1, new byte[] { 1, 2 }).GetHashCode());
        Assert.NotEqual(extension, new MessagePackExtension(2, new byte[] { 1, 2 }));
        Assert.NotEqual(extension, new MessagePackExtension(1, new byte[] { 1 }));
    }

    private static object? Nested(int levels, object? inner) => levels == 0 ? inner : new[] { Nested(levels - 1, inner) };

    private static object Floored(object value) => value switch
    {
        DateTimeOffset instant => instant.AddTicks(-(instant.Ticks % 10)),
        DateTime time => time.AddTicks(-(time.Ticks % 10)),
        _ => value,
    };

    private static void AssertStays(Dictionary<string, object?> map) =>
        Assert.Equal(map.Keys.Order(StringComparer.Ordinal), Assert.IsType<Dictionary<string, object?>>(InteropValue.Decode(InteropValue.Encode(map))).Keys);

    private static string Hex(object? value) => Convert.ToHexStringLower(InteropValue.Encode(value));

    private static object? Decode(string hex) => InteropValue.Decode(Convert.FromHexString(hex));

    private static string Refusal(object? value) => Assert.Throws<CacheSerializationException>(() => InteropValue.Encode(value)).Message;
}
