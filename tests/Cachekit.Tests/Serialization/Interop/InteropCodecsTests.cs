using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using Cachekit.Protocol;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization.Interop;

public class InteropCodecsTests
{
    [Fact]
    public void Scalars_HaveTheFormOfUntypedValuesAndComeBack()
    {
        Same(InteropCodecs.Boolean, true);
        Same(InteropCodecs.Byte, byte.MaxValue);
        Same(InteropCodecs.SByte, sbyte.MinValue);
        Same(InteropCodecs.Int16, short.MinValue);
        Same(InteropCodecs.UInt16, ushort.MaxValue);
        Same(InteropCodecs.Int32, int.MinValue);
        Same(InteropCodecs.UInt32, uint.MaxValue);
        Same(InteropCodecs.Int64, long.MinValue);
        Same(InteropCodecs.UInt64, ulong.MaxValue);
        Same(InteropCodecs.IntPtr, -1);
        Same(InteropCodecs.UIntPtr, 1u);
        Same(InteropCodecs.Int128, long.MinValue);
        Same(InteropCodecs.Int128, ulong.MaxValue);
        Same(InteropCodecs.UInt128, ulong.MaxValue);
        Same(InteropCodecs.BigInteger, long.MinValue);
        Same(InteropCodecs.BigInteger, ulong.MaxValue);
        Same(InteropCodecs.Char, '\u20ac');
        Same(InteropCodecs.Single, 0.1f);
        Same(InteropCodecs.Double, 2.0);
        Same(InteropCodecs.Half, Half.MaxValue);
        Same(InteropCodecs.Decimal, 1.50m);
        Same(InteropCodecs.String, "a");
        Same(InteropCodecs.String, null!);
        Same(InteropCodecs.Guid, new Guid("550e8400-e29b-41d4-a716-446655440000"));
        Same(InteropCodecs.DateTime, new DateTime(2024, 1, 1, 0, 0, 0, 500, DateTimeKind.Utc));
        Same(InteropCodecs.DateTime, new DateTime(2024, 1, 1));
        Same(InteropCodecs.DateTimeOffset, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)));
        Same(InteropCodecs.DateOnly, new DateOnly(2024, 1, 1));
        Same(InteropCodecs.TimeOnly, new TimeOnly(1, 2, 3, 4, 5));
        Same(InteropCodecs.ByteArray, [1, 2]);
        Same(InteropCodecs.Enum<DayOfWeek>(), DayOfWeek.Friday);
        Assert.Equal("c40101", Hex(InteropCodecs.MemoryOfByte, new byte[] { 1 }));
        Assert.Equal("c40101", Hex(InteropCodecs.ReadOnlyMemoryOfByte, new byte[] { 1 }));
        Assert.Equal("c40101", Hex(InteropCodecs.ArraySegmentOfByte, new byte[] { 1 }));
    }

    [Fact]
    public void Times_AreRoundedDownToMicroseconds()
    {
        var time = new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(19);
        Assert.Equal(time.AddTicks(-9), RoundTrip(InteropCodecs.DateTime, time));
        Assert.Equal(time.AddTicks(-9), RoundTrip(InteropCodecs.DateTimeOffset, time));
        Assert.Equal(new TimeOnly(10), RoundTrip(InteropCodecs.TimeOnly, new TimeOnly(19)));
        Assert.Equal(new TimeOnly(0), RoundTrip(InteropCodecs.TimeOnly, new TimeOnly(9)));
        Assert.Equal(DateTimeOffset.MinValue, RoundTrip(InteropCodecs.DateTimeOffset, DateTimeOffset.MinValue.AddTicks(9)));
    }

    [Fact]
    public void OutOfRange_IsRefusedOnTheWayOut()
    {
        Refused(InteropCodecs.Double, double.NaN);
        Refused(InteropCodecs.Double, double.PositiveInfinity);
        Refused(InteropCodecs.Single, float.NegativeInfinity);
        Refused(InteropCodecs.Half, Half.NaN);
        Refused(InteropCodecs.Int128, (Int128)ulong.MaxValue + 1);
        Refused(InteropCodecs.Int128, (Int128)long.MinValue - 1);
        Refused(InteropCodecs.UInt128, (UInt128)ulong.MaxValue + 1);
        Refused(InteropCodecs.BigInteger, (BigInteger)ulong.MaxValue + 1);
        Refused(InteropCodecs.BigInteger, (BigInteger)long.MinValue - 1);
        Refused(InteropCodecs.Char, '\ud800');
        Refused(InteropCodecs.String, "\ud800");
    }

    [Fact]
    public void FloatingPointNumbers_AreReadFromWhatOthersWrite()
    {
        Assert.Equal(2.0, Decode(InteropCodecs.Double, "02"));
        Assert.Equal(-1.0, Decode(InteropCodecs.Double, "ff"));
        Assert.Equal(1.5, Decode(InteropCodecs.Double, "ca3fc00000"));
        Assert.Equal(2f, Decode(InteropCodecs.Single, "02"));
        Assert.Equal(0.1f, Decode(InteropCodecs.Single, "cb3fb999999999999a"));
        Assert.Equal((Half)0.1, Decode(InteropCodecs.Half, "cb3fb999999999999a"));
        Assert.True(float.IsNaN(Decode(InteropCodecs.Single, "cb7ff8000000000000")));
        RefusedBytes(InteropCodecs.Single, "cb7fefffffffffffff");
        RefusedBytes(InteropCodecs.Half, "cb40f0000000000000");
        RefusedBytes(InteropCodecs.Double, "a131");
    }

    [Fact]
    public void OtherScalars_AreReadStrictly()
    {
        RefusedBytes(InteropCodecs.Int32, "cb4000000000000000");
        RefusedBytes(InteropCodecs.Int128, "a131");
        RefusedBytes(InteropCodecs.UInt128, "a131");
        RefusedBytes(InteropCodecs.BigInteger, "a131");
        RefusedBytes(InteropCodecs.UInt128, "ff");
        RefusedBytes(InteropCodecs.Char, "61");
        RefusedBytes(InteropCodecs.Char, "a26162");
        Assert.Equal(1, Decode(InteropCodecs.Int32, "cf0000000000000001"));
        RefusedBytes(InteropCodecs.DateOnly, "82a85f5f646174655f5fc2a576616c7565aa323032352d31312d3134");
        RefusedBytes(InteropCodecs.DateOnly, "82a85f5f646174655f5fc3a576616c7565aa323032352d31332d3134");
        Assert.Equal(new DateOnly(2025, 11, 14), Decode(InteropCodecs.DateOnly, "82a576616c7565aa323032352d31312d3134a85f5f646174655f5fc3"));
    }

    [Fact]
    public void Times_CountTheLastOfSeveralMarksAndTexts()
    {
        const string Mark = "a85f5f646174655f5f";
        const string Value = "a576616c7565";
        const string Text = "aa323032352d31312d3134";
        Assert.Equal(new DateOnly(2025, 11, 14), Decode(InteropCodecs.DateOnly, "84" + Mark + "01" + Value + "02" + Mark + "c3" + Value + Text));
        RefusedBytes(InteropCodecs.DateOnly, "83" + Mark + "c3" + Value + Text + Mark + "01");
        RefusedBytes(InteropCodecs.DateOnly, "83" + Mark + "c3" + Value + Text + Value + "01");
    }

    [Theory]
    [InlineData("2024-01-01T12:30:45Z", 0, 0)]
    [InlineData("2024-01-01T12:30:45", 0, 0)]
    [InlineData("2024-01-01T12:30:45.1234567+02:00", 1234567, 2)]
    [InlineData("2024-01-01T12:30:45.123456789-01:00", 1234567, -1)]
    public void Instants_AreReadFromWhatOthersWrite(string text, long ticks, int offset)
    {
        var expected = new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.FromHours(offset)).AddTicks(ticks);
        var bytes = InteropValue.Encode(new Dictionary<string, object> { ["__datetime__"] = true, ["value"] = text });
        var decoded = Payload.DecodeInterop(InteropCodecs.DateTimeOffset, bytes);
        Assert.True(expected.EqualsExact(decoded), $"{decoded:O}");
        Assert.Equal(expected.UtcDateTime, text.EndsWith("45", StringComparison.Ordinal)
            ? DateTime.SpecifyKind(Payload.DecodeInterop(InteropCodecs.DateTime, bytes), DateTimeKind.Utc)
            : Payload.DecodeInterop(InteropCodecs.DateTime, bytes).ToUniversalTime());
    }

    [Fact]
    public void Dictionaries_OfAllTypes_AreSortedAndReadInAnyOrder()
    {
        var pairs = new Dictionary<string, int> { ["\U00010000"] = 1, ["\uff61"] = 2, ["b"] = 3, [""] = 4 };
        Sorted(InteropCodecs.Dictionary(InteropCodecs.Int32), pairs);
        Sorted(InteropCodecs.DictionaryInterface(InteropCodecs.Int32), pairs);
        Sorted(InteropCodecs.ReadOnlyDictionaryInterface(InteropCodecs.Int32), pairs);
        Sorted(InteropCodecs.ReadOnlyDictionary(InteropCodecs.Int32), new ReadOnlyDictionary<string, int>(pairs));
        Sorted(InteropCodecs.SortedDictionary(InteropCodecs.Int32), new SortedDictionary<string, int>(pairs));
        Sorted(InteropCodecs.SortedList(InteropCodecs.Int32), new SortedList<string, int>(pairs));
        Sorted(InteropCodecs.ConcurrentDictionary(InteropCodecs.Int32), new ConcurrentDictionary<string, int>(pairs));
        Sorted(InteropCodecs.ImmutableDictionary(InteropCodecs.Int32), pairs.ToImmutableDictionary());
        Sorted(InteropCodecs.ImmutableSortedDictionary(InteropCodecs.Int32), pairs.ToImmutableSortedDictionary());
        Sorted(InteropCodecs.ImmutableDictionaryInterface(InteropCodecs.Int32), pairs.ToImmutableDictionary());
        Sorted(InteropCodecs.FrozenDictionary(InteropCodecs.Int32), pairs.ToFrozenDictionary());
    }

    [Fact]
    public void Dictionaries_AreSortedAtEveryLevel()
    {
        var codec = InteropCodecs.Dictionary(Codecs.List(InteropCodecs.Dictionary(Codecs.Nullable(InteropCodecs.Double))));
        Assert.Equal(
            "82a1619182a179c0a17acb3ff0000000000000a16290",
            Hex(codec, new() { ["b"] = [], ["a"] = [new() { ["z"] = 1, ["y"] = null }] }));
        Assert.Equal("c0", Hex(codec, null!));
        Assert.Null(Decode(codec, "c0"));
    }

    [Fact]
    public void Dictionaries_RefuseWhatIsNoKey()
    {
        Refused(InteropCodecs.Dictionary(InteropCodecs.Int32), new(ReferenceEqualityComparer.Instance) { ["a"] = 1, [new string('a', 1)] = 2 });
        RefusedBytes(InteropCodecs.Dictionary(InteropCodecs.Int32), "810101");
        RefusedBytes(InteropCodecs.Dictionary(InteropCodecs.Int32), "81c001");
    }

    [Fact]
    public void Document_IsCheckedBeforeItsType()
    {
        // The text is in a member that the codec passes over.
        Assert.Equal(
            FormatErrorKind.Document,
            Assert.Throws<CacheFormatException>(() => Decode(InteropCodecs.DateOnly, "83a178a1ffa85f5f646174655f5fc3a576616c7565aa323032352d31312d3134")).Kind);
        Assert.Equal(FormatErrorKind.Container, Assert.Throws<CacheFormatException>(() => Decode(InteropCodecs.Int32, "434b03")).Kind);
        Assert.Throws<DecodeBoundsException>(() => Decode(InteropCodecs.Int32, "0101"));
    }

    [Fact]
    public void Writers_StayWithinThirtyTwoLevels()
    {
        var codec = new NestingCodec();
        Assert.Equal(33, Bytes(codec, 32).Length);
        Assert.Contains("32 deep", Assert.Throws<CacheSerializationException>(() => Bytes(codec, 33)).Message, StringComparison.Ordinal);
        using var payload = Payload.Encode(codec, 64);
        Assert.Equal(65, payload.Length);
        Assert.Contains("64 deep", Assert.Throws<CacheSerializationException>(() => Payload.Encode(codec, 65)).Message, StringComparison.Ordinal);
    }

    private static void Same<T>(ValueCodec<T> codec, T value)
    {
        Assert.Equal(Convert.ToHexStringLower(InteropValue.Encode(value)), Hex(codec, value));
        Assert.Equal(value, RoundTrip(codec, value));
    }

    private static void Sorted<TMap>(ValueCodec<TMap> codec, TMap map)
        where TMap : IEnumerable<KeyValuePair<string, int>>
    {
        Assert.Equal("84a004a16203a3efbda102a4f090808001", Hex(codec, map));
        var read = Decode(codec, "85a16209a4f090808001a16203a004a3efbda102");
        Assert.Equal(map.OrderBy(static pair => pair.Value), read.OrderBy(static pair => pair.Value));
    }

    private static byte[] Bytes<T>(ValueCodec<T> codec, T value)
    {
        using var payload = Payload.EncodeInterop(codec, value);
        return payload.ToArray();
    }

    private static string Hex<T>(ValueCodec<T> codec, T value) => Convert.ToHexStringLower(Bytes(codec, value));

    private static T Decode<T>(ValueCodec<T> codec, string hex) => Payload.DecodeInterop(codec, Convert.FromHexString(hex));

    private static T RoundTrip<T>(ValueCodec<T> codec, T value) => Payload.DecodeInterop(codec, Bytes(codec, value));

    private static void Refused<T>(ValueCodec<T> codec, T value) => Assert.Throws<CacheSerializationException>(() => Bytes(codec, value));

    private static void RefusedBytes<T>(ValueCodec<T> codec, string hex) => Assert.ThrowsAny<CacheSerializationException>(() => Decode(codec, hex));

    private sealed class NestingCodec : ValueCodec<int>
    {
        public override void Write(ref MessagePackWriter writer, int value)
        {
            if (value == 0)
            {
                writer.WriteNil();
                return;
            }

            writer.Enter();
            writer.WriteArrayHeader(1);
            Write(ref writer, value - 1);
            writer.Leave();
        }

        public override int Read(ref MessagePackReader reader) => throw new NotSupportedException();
    }
}
