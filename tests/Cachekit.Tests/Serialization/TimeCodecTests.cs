using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class TimeCodecTests
{
    private const string DateTimeMark = "82ac5f5f6461746574696d655f5fc3a576616c7565";

    [Fact]
    public void WorkedExamples_AreWrittenByteForByte()
    {
        Assert.Equal("82a85f5f646174655f5fc3a576616c7565aa323032352d31312d3134", Encoded.Hex(Codecs.DateOnly, new DateOnly(2025, 11, 14)));
        Assert.Equal("82a85f5f74696d655f5fc3a576616c7565a831303a33303a3030", Encoded.Hex(Codecs.TimeOnly, new TimeOnly(10, 30)));
        Assert.Equal(
            DateTimeMark + "d920323032342d30312d30315431323a33303a34352e3132333435362b30303a3030",
            Encoded.Hex(Codecs.DateTime, new DateTime(2024, 1, 1, 12, 30, 45, 123, 456, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData(0, "2024-01-01T00:00:00")]
    [InlineData(10, "2024-01-01T00:00:00.000001")]
    [InlineData(5_000_000, "2024-01-01T00:00:00.500000")]
    [InlineData(1, "2024-01-01T00:00:00.0000001")]
    [InlineData(9_999_999, "2024-01-01T00:00:00.9999999")]
    public void Fraction_HasNoSixOrSevenDigits(long ticks, string expected)
    {
        var value = new DateTime(2024, 1, 1).AddTicks(ticks);
        Assert.Equal(expected, Text(Codecs.DateTime, value));
        Assert.Equal(expected + "+00:00", Text(Codecs.DateTime, DateTime.SpecifyKind(value, DateTimeKind.Utc)));
        Assert.Equal(expected + "-09:30", Text(Codecs.DateTimeOffset, new DateTimeOffset(value, TimeSpan.FromHours(-9.5))));
        Assert.Equal(expected[11..], Text(Codecs.TimeOnly, TimeOnly.FromDateTime(value)));
    }

    [Fact]
    public void Edges_ComeBack()
    {
        foreach (var value in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)) })
        {
            Assert.True(value.EqualsExact(Encoded.RoundTrip(Codecs.DateTimeOffset, value)));
        }

        Assert.Equal(DateOnly.MaxValue, Encoded.RoundTrip(Codecs.DateOnly, DateOnly.MaxValue));
        Assert.Equal(TimeOnly.MaxValue, Encoded.RoundTrip(Codecs.TimeOnly, TimeOnly.MaxValue));
        Assert.Equal(DateTime.MinValue, Encoded.RoundTrip(Codecs.DateTime, DateTime.MinValue));
        Assert.Equal(DateTime.MaxValue, Encoded.RoundTrip(Codecs.DateTime, DateTime.MaxValue));
    }

    [Theory]
    [InlineData("2024-01-01T12:30:45Z", DateTimeKind.Utc)]
    [InlineData("2024-01-01T12:30:45+00:00", DateTimeKind.Utc)]
    [InlineData("2024-01-01T12:30:45.0+00:00", DateTimeKind.Utc)]
    [InlineData("2024-01-01T12:30:45.000000000-00:00", DateTimeKind.Utc)]
    [InlineData("2024-01-01T12:30:45", DateTimeKind.Unspecified)]
    public void DateTime_TakesItsKindFromTheOffset(string text, DateTimeKind kind)
    {
        var value = Payload.Decode(Codecs.DateTime, Map("__datetime__", text));
        Assert.Equal(new DateTime(2024, 1, 1, 12, 30, 45), value);
        Assert.Equal(kind, value.Kind);
    }

    [Fact]
    public void DateTimeWithAnotherOffset_IsTheSameInstantInLocalTime()
    {
        var value = Payload.Decode(Codecs.DateTime, Map("__datetime__", "2024-01-01T12:30:45+05:45"));
        Assert.Equal(DateTimeKind.Local, value.Kind);
        Assert.Equal(new DateTime(2024, 1, 1, 6, 45, 45, DateTimeKind.Utc), value.ToUniversalTime());
    }

    [Fact]
    public void LocalTime_IsTheSameInstantAgain()
    {
        var value = new DateTime(2024, 7, 1, 12, 0, 0, 1, DateTimeKind.Local);
        Assert.Equal(value.ToUniversalTime(), Encoded.RoundTrip(Codecs.DateTime, value).ToUniversalTime());
    }

    [Theory]
    [InlineData("2024-01-01T12:30:45", 0)]
    [InlineData("2024-01-01T12:30:45Z", 0)]
    [InlineData("2024-01-01T12:30:45-08:00", -480)]
    public void DateTimeOffset_IsReadWithAnyOffsetOrNone(string text, int minutes) => Assert.True(
        new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.FromMinutes(minutes)).EqualsExact(Payload.Decode(Codecs.DateTimeOffset, Map("__datetime__", text))));

    [Fact]
    public void FractionBeyondTicks_IsCutOff() => Assert.Equal(
        new DateTime(2024, 1, 1).AddTicks(1234567),
        Payload.Decode(Codecs.DateTime, Map("__datetime__", "2024-01-01T00:00:00.123456789")));

    [Fact]
    public void Map_MayHaveOtherKeysInAnyOrder()
    {
        var day = new DateOnly(2025, 11, 14);
        Assert.Equal(day, Encoded.Decode(Codecs.DateOnly, "82 a576616c7565 aa323032352d31312d3134 a85f5f646174655f5f c3"));
        Assert.Equal(day, Encoded.Decode(Codecs.DateOnly, "84 07 92c0c0 a576616c7565 aa323032352d31312d3134 a178 81c0c0 a85f5f646174655f5f c3"));
        Assert.Equal(day, Encoded.Decode(Codecs.DateOnly, "83 a576616c7565 a0 a576616c7565 aa323032352d31312d3134 a85f5f646174655f5f c3"));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("81 a576616c7565 aa323032352d31312d3134")]
    [InlineData("81 a85f5f646174655f5f c3")]
    [InlineData("82 a85f5f646174655f5f c2 a576616c7565 aa323032352d31312d3134")]
    [InlineData("82 a85f5f646174655f5f 01 a576616c7565 aa323032352d31312d3134")]
    [InlineData("82 a85f5f74696d655f5f c3 a576616c7565 aa323032352d31312d3134")]
    [InlineData("82 a85f5f646174655f5f c3 a576616c7565 c0")]
    [InlineData("aa323032352d31312d3134")]
    public void OtherMaps_AreNoDate(string hex) => Encoded.Refusal(Codecs.DateOnly, hex);

    [Theory]
    [InlineData("")]
    [InlineData("2024-13-01T00:00:00Z")]
    [InlineData("2024-00-01T00:00:00Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T00:60:00Z")]
    [InlineData("2024-01-01T00:00:60Z")]
    [InlineData("2024-01-01 00:00:00Z")]
    [InlineData("2024-01-01T00:00:00.Z")]
    [InlineData("2024-01-01T00:00:00ZZ")]
    [InlineData("2024-01-01T00:00:00+0100")]
    [InlineData("2024-01-01T00:00:00+14:01")]
    [InlineData("2024-01-01T00:00:00+01:60")]
    [InlineData("2024-01-01T00:00:00+01:0")]
    [InlineData("+024-01-01T00:00:00Z")]
    [InlineData("2024-1-01T00:00:00Z")]
    [InlineData("٢٠٢٤-01-01T00:00:00Z")]
    public void OtherText_IsNoDateAndTime(string text)
    {
        Assert.Contains("date and time", Assert.Throws<CacheSerializationException>(() => Payload.Decode(Codecs.DateTime, Map("__datetime__", text))).Message, StringComparison.Ordinal);
        Assert.Contains("date and time", Assert.Throws<CacheSerializationException>(() => Payload.Decode(Codecs.DateTimeOffset, Map("__datetime__", text))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    public void DateTimeOffsetOutsideTheCalendarInUtc_IsRefused(string text) =>
        Assert.Throws<CacheSerializationException>(() => Payload.Decode(Codecs.DateTimeOffset, Map("__datetime__", text)));

    [Theory]
    [InlineData("2025-11-14T00:00:00")]
    [InlineData("2025-11-1")]
    [InlineData("2025-11-31")]
    public void OtherText_IsNoDate(string text) =>
        Assert.Throws<CacheSerializationException>(() => Payload.Decode(Codecs.DateOnly, Map("__date__", text)));

    [Theory]
    [InlineData("24:00:00")]
    [InlineData("10:30")]
    [InlineData("10:30:00Z")]
    public void OtherText_IsNoTime(string text) =>
        Assert.Throws<CacheSerializationException>(() => Payload.Decode(Codecs.TimeOnly, Map("__time__", text)));

    private static byte[] Map(string mark, string text)
    {
        var writer = default(MessagePackWriter);
        writer.WriteMapHeader(2);
        writer.WriteString(mark);
        writer.WriteBoolean(true);
        writer.WriteString("value");
        writer.WriteString(text);
        var bytes = writer.WrittenSpan.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static string Text<T>(ValueCodec<T> codec, T value)
    {
        var reader = new MessagePackReader(Encoded.Bytes(codec, value));
        Assert.Equal(2, reader.ReadMapHeader());
        reader.Skip();
        Assert.True(reader.ReadBoolean());
        Assert.Equal("value", reader.ReadString());
        return reader.ReadString()!;
    }
}
