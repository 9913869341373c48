using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class MessagePackReaderTests
{
    private delegate T Reading<out T>(ref MessagePackReader reader);

    [Theory]
    [InlineData("05", 5)]
    [InlineData("cc05", 5)]
    [InlineData("cd0005", 5)]
    [InlineData("ce00000005", 5)]
    [InlineData("cf0000000000000005", 5)]
    [InlineData("d005", 5)]
    [InlineData("d10005", 5)]
    [InlineData("d200000005", 5)]
    [InlineData("d30000000000000005", 5)]
    [InlineData("fb", -5)]
    [InlineData("d0fb", -5)]
    [InlineData("d1fffb", -5)]
    [InlineData("d2fffffffb", -5)]
    [InlineData("d3fffffffffffffffb", -5)]
    public void Integer_IsReadInEveryWidth(string hex, long expected)
    {
        Assert.Equal(expected, Read(hex, (ref MessagePackReader r) => r.ReadInt64()));
        Assert.Equal(expected, Read(hex, (ref MessagePackReader r) => r.ReadDouble()));
        if (expected >= 0)
        {
            Assert.Equal((ulong)expected, Read(hex, (ref MessagePackReader r) => r.ReadUInt64()));
        }
    }

    [Fact]
    public void IntegersOutsideTheirType_AreRefused()
    {
        Assert.Contains("Int64", Refusal("cf8000000000000000", (ref MessagePackReader r) => r.ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("UInt64", Refusal("ff", (ref MessagePackReader r) => r.ReadUInt64()), StringComparison.Ordinal);
        Assert.Contains("UInt64", Refusal("d080", (ref MessagePackReader r) => r.ReadUInt64()), StringComparison.Ordinal);
    }

    [Fact]
    public void Double_IsReadFromBothWidths()
    {
        Assert.Equal(1.5, Read("ca3fc00000", (ref MessagePackReader r) => r.ReadDouble()));
        Assert.Equal(1.5, Read("cb3ff8000000000000", (ref MessagePackReader r) => r.ReadDouble()));
    }

    [Theory]
    [InlineData("a161")]
    [InlineData("d90161")]
    [InlineData("da000161")]
    [InlineData("db0000000161")]
    public void String_IsReadInEveryWidth(string hex) => Assert.Equal("a", Read(hex, (ref MessagePackReader r) => r.ReadString()));

    [Theory]
    [InlineData("c401ff")]
    [InlineData("c50001ff")]
    [InlineData("c600000001ff")]
    public void Binary_IsReadInEveryWidth(string hex) => Assert.Equal([0xff], Read(hex, (ref MessagePackReader r) => r.ReadBinary().ToArray()));

    [Theory]
    [InlineData("91c0", "81c0c0")]
    [InlineData("dc0001c0", "de0001c0c0")]
    [InlineData("dd00000001c0", "df00000001c0c0")]
    public void CollectionHeaders_AreReadInEveryWidth(string array, string map)
    {
        Assert.Equal(1, Read(array, (ref MessagePackReader r) => r.ReadArrayHeader(), toEnd: false));
        Assert.Equal(1, Read(map, (ref MessagePackReader r) => r.ReadMapHeader(), toEnd: false));
    }

    [Theory]
    [InlineData("a1ff", 1)]
    [InlineData("a261ff", 2)]
    [InlineData("a3eda080", 1)]
    [InlineData("a2c080", 1)]
    [InlineData("a1c3", 1)]
    public void TextThatIsNotUtf8_IsRefusedWithItsPlace(string hex, int offset)
    {
        var message = Refusal(hex, (ref MessagePackReader r) => r.ReadString());
        Assert.Contains($"UTF-8 at byte {offset} ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c0")]
    [InlineData("c3")]
    [InlineData("05")]
    [InlineData("ff")]
    [InlineData("cf0000000000000005")]
    [InlineData("d3ffffffffffffffff")]
    [InlineData("ca3fc00000")]
    [InlineData("cb3ff8000000000000")]
    [InlineData("a161")]
    [InlineData("d90161")]
    [InlineData("c403010203")]
    [InlineData("93010203")]
    [InlineData("82a16101a162910f")]
    [InlineData("d40100")]
    [InlineData("d5010000")]
    [InlineData("d60100000000")]
    [InlineData("d7010000000000000000")]
    [InlineData("d80100000000000000000000000000000000")]
    [InlineData("c70301000000")]
    [InlineData("c8000301000000")]
    [InlineData("c90000000301000000")]
    public void Skip_PassesOverExactlyOneItem(string hex)
    {
        var bytes = Convert.FromHexString(hex + "07");
        var reader = new MessagePackReader(bytes);
        reader.Skip();
        Assert.Equal(7, reader.ReadInt64());
        Assert.True(reader.End);

        for (var length = 0; length < bytes.Length - 1; length++)
        {
            Refusal(Convert.ToHexString(bytes.AsSpan(0, length)), (ref MessagePackReader r) =>
            {
                r.Skip();
                return 0;
            });
        }
    }

    [Fact]
    public void Skip_DoesNotRecurse()
    {
        var bytes = Enumerable.Repeat((byte)0x91, 2_000_000).Append((byte)0xc0).ToArray();
        var reader = new MessagePackReader(bytes);
        reader.Skip();
        Assert.True(reader.End);
    }

    [Theory]
    [InlineData("c0", MessagePackType.Nil)]
    [InlineData("c1", MessagePackType.Invalid)]
    [InlineData("c2", MessagePackType.Boolean)]
    [InlineData("7f", MessagePackType.Integer)]
    [InlineData("e0", MessagePackType.Integer)]
    [InlineData("cc", MessagePackType.Integer)]
    [InlineData("d3", MessagePackType.Integer)]
    [InlineData("ca", MessagePackType.Float)]
    [InlineData("cb", MessagePackType.Float)]
    [InlineData("a0", MessagePackType.String)]
    [InlineData("bf", MessagePackType.String)]
    [InlineData("d9", MessagePackType.String)]
    [InlineData("db", MessagePackType.String)]
    [InlineData("c4", MessagePackType.Binary)]
    [InlineData("c6", MessagePackType.Binary)]
    [InlineData("90", MessagePackType.Array)]
    [InlineData("dd", MessagePackType.Array)]
    [InlineData("80", MessagePackType.Map)]
    [InlineData("df", MessagePackType.Map)]
    [InlineData("c7", MessagePackType.Extension)]
    [InlineData("c9", MessagePackType.Extension)]
    [InlineData("d4", MessagePackType.Extension)]
    [InlineData("d8", MessagePackType.Extension)]
    public void NextType_IsTheKindOfTheItem(string hex, MessagePackType expected) =>
        Assert.Equal(expected, Read(hex, (ref MessagePackReader r) => r.NextType, toEnd: false));

    [Fact]
    public void WrongKind_SaysWhatWasExpectedFoundAndWhere()
    {
        var message = Refusal("0102a3616263", (ref MessagePackReader r) =>
        {
            r.ReadInt64();
            r.ReadInt64();
            return r.ReadInt64();
        });
        Assert.Contains("Expected an integer at byte 2 but found a string (0xa3)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongKind_DoesNotGiveASmallIntegerAway() =>
        Assert.DoesNotContain("2a", Refusal("2a", (ref MessagePackReader r) => r.ReadString()), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("")]
    [InlineData("cc")]
    [InlineData("cd00")]
    [InlineData("cf00000000000000")]
    [InlineData("d2000000")]
    public void CutInteger_IsRefused(string hex)
    {
        Assert.Contains("bytes end", Refusal(hex, (ref MessagePackReader r) => r.ReadInt64()), StringComparison.Ordinal);
        Assert.Contains("bytes end", Refusal(hex, (ref MessagePackReader r) => r.ReadUInt64()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a2 61")]
    [InlineData("d9 02 61")]
    [InlineData("db ffffffff 61")]
    [InlineData("db 7fffffff 61")]
    public void StringLongerThanTheInput_IsRefused(string hex) =>
        Assert.Contains("claims", Refusal(hex, (ref MessagePackReader r) => r.ReadString()), StringComparison.Ordinal);

    [Theory]
    [InlineData("92 c0")]
    [InlineData("dc ffff c0")]
    [InlineData("dd ffffffff c0")]
    [InlineData("dd 7fffffff c0")]
    public void ArrayLargerThanTheInput_IsRefused(string hex) =>
        Assert.Contains("claims", Refusal(hex, (ref MessagePackReader r) => r.ReadArrayHeader()), StringComparison.Ordinal);

    [Theory]
    [InlineData("81 c0")]
    [InlineData("de 0002 c0c0c0")]
    [InlineData("df ffffffff c0")]
    [InlineData("df 80000000 c0")]
    public void MapLargerThanTheInput_IsRefused(string hex) =>
        Assert.Contains("claims", Refusal(hex, (ref MessagePackReader r) => r.ReadMapHeader()), StringComparison.Ordinal);

    [Fact]
    public void SixtyFourLevels_AreTheLimit()
    {
        Read("", (ref MessagePackReader r) => Enter(ref r, 64));
        Assert.Contains("64", Refusal("", (ref MessagePackReader r) => Enter(ref r, 65)), StringComparison.Ordinal);
    }

    private static int Enter(ref MessagePackReader reader, int levels)
    {
        for (var i = 0; i < levels; i++)
        {
            reader.Enter();
        }

        return levels;
    }

    private static T Read<T>(string hex, Reading<T> read, bool toEnd = true)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        var value = read(ref reader);
        Assert.True(!toEnd || reader.End);
        return value;
    }

    private static string Refusal<T>(string hex, Reading<T> read) =>
        Assert.Throws<CacheSerializationException>(() => Read(hex, read, toEnd: false)).Message;
}
