using System.Text;
using Cachekit.Storage.Lz4;
using Cachekit.TestSupport;
using Cachekit.Tests.Serialization;

namespace Cachekit.Tests.Storage.Lz4;

public sealed class Lz4BlockTests
{
    // Readers refuse what claims to be longer than this many times its compressed bytes.
    private const int MaxRatio = 1000;

    public static TheoryData<string, int> KindsAndLevels =>
        [.. from name in Samples.Names from level in Enumerable.Range(0, 10) select new TheoryDataRow<string, int>(name, level)];

    [Theory]
    [MemberData(nameof(KindsAndLevels))]
    public void ShortSources_ComeBack(string name, int level)
    {
        for (var length = 0; length <= 300; length++)
        {
            AssertRoundTrip(Samples.Get(name, length), level);
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndLevels))]
    public void LongSources_ComeBack(string name, int level)
    {
        foreach (var length in new[] { 1000, 4095, 4096, 4097, 65_535, 65_536, 65_537, 65_551, 140_000 })
        {
            AssertRoundTrip(Samples.Get(name, length), level);
        }
    }

    [Theory]
    [InlineData("json", 0)]
    [InlineData("json", 1)]
    [InlineData("json", 6)]
    [InlineData("json", 7)]
    [InlineData("random", 6)]
    [InlineData("random", 7)]
    [InlineData("zeros", 6)]
    [InlineData("zeros", 9)]
    [InlineData("period 65535", 6)]
    [InlineData("repetitive", 3)]
    [InlineData("repetitive", 9)]
    public void Megabytes_ComeBack(string name, int level) => AssertRoundTrip(Samples.Get(name, (3 << 20) + 17), level);

    [Fact]
    public void AnySource_ComesBackAtEveryLevel() => Any.Holds(Samples.Any, static source =>
    {
        for (var level = 0; level <= 9; level++)
        {
            AssertRoundTrip(source, level);
        }

        return true;
    });

    [Theory]
    [InlineData("00", "")]
    [InlineData("10ff", "ff")]
    [InlineData("f00168656c6c6f2c2063616368656b697421", "68656c6c6f2c2063616368656b697421")]
    [InlineData("f00282a2696407a46e616d65a6576964676574", "82a2696407a46e616d65a6576964676574")]
    [InlineData(
        "f031243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89452821e638d01377be5466cf34e90c6cc0ac29b7c97c50dd3f84d5b5b5470917",
        "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89452821e638d01377be5466cf34e90c6cc0ac29b7c97c50dd3f84d5b5b5470917")]
    public void PublishedBlocks_AreReadAndWritten(string block, string source)
    {
        Assert.Equal(source, Convert.ToHexStringLower(Guarded.Decode(Convert.FromHexString(block), source.Length / 2)!));
        for (var level = 0; level <= 9; level++)
        {
            Assert.Equal(block, Convert.ToHexStringLower(Guarded.Encode(Convert.FromHexString(source), level)));
        }
    }

    [Theory]
    [InlineData("1f410100ffffffe960414141414141")]
    [InlineData("1f410100ffffffea504141414141")]
    public void PublishedBlocksOfOneRun_AreRead(string block) =>
        Assert.Equal(new string('A', 1024), Encoding.UTF8.GetString(Guarded.Decode(Convert.FromHexString(block), 1024)!));

    [Fact]
    public void Run_TakesOneMatchAndTheLastLiterals()
    {
        var run = Encoding.UTF8.GetBytes(new string('A', 1024));
        for (var level = 1; level <= 9; level++)
        {
            Assert.Equal("1f410100ffffffea504141414141", Convert.ToHexStringLower(Guarded.Encode(run, level)));
        }
    }

    [Fact]
    public void LevelZero_WritesLiteralsOnly()
    {
        Assert.Equal("f00f" + new string('0', 60), Convert.ToHexStringLower(Guarded.Encode(new byte[30], 0)));
        Assert.Equal("f0ff00" + new string('0', 540), Convert.ToHexStringLower(Guarded.Encode(new byte[270], 0)));
    }

    [Fact]
    public void HigherLevels_GiveSmallerBlocks()
    {
        var sources = new[] { 20_000, 65_536, 100_000 }.SelectMany(static length => new[] { Samples.Json(length), Samples.Get("repetitive", length) }).ToArray();

        // Large steps are a matter of luck with records of one length, so not every level is asked.
        var sizes = new[] { 0, 1, 3, 5, 6, 7, 8, 9 }.Select(level => sources.Sum(source => Guarded.Encode(source, level).Length)).ToArray();
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal(sizes.Length, sizes.Distinct().Count());

        var json = Samples.Json(65_536);
        Assert.InRange(Guarded.Encode(json, 6).Length, 1, json.Length * 2 / 5);
    }

    [Fact]
    public void Ratio_StaysBelowWhatReadersAccept()
    {
        for (var level = 0; level <= 9; level++)
        {
            var block = Guarded.Encode(new byte[4 << 20], level);
            Assert.True((4 << 20) <= (long)MaxRatio * block.Length);
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    public void MatchesReachBack65535BytesAndNotFurther(int level)
    {
        // The zeros between the two texts take one match, whatever their number.
        var near = Guarded.Encode(TwoTexts(65_535), level).Length;
        var far = Guarded.Encode(TwoTexts(65_536), level).Length;
        Assert.InRange(far - near, 20, 40);

        static byte[] TwoTexts(int distance)
        {
            var text = "a text of thirty-two characters!"u8;
            var source = new byte[100 + distance];
            text.CopyTo(source.AsSpan(20));
            text.CopyTo(source.AsSpan(20 + distance));
            return source;
        }
    }

    [Fact]
    public void Encode_DependsOnItsSourceOnly()
    {
        for (var level = 0; level <= 9; level++)
        {
            var source = Samples.Json(20_000);
            var first = Guarded.Encode(source, level);
            Guarded.Encode(Samples.Get("repetitive", 100_000), level);
            Guarded.Encode(source[..500], level);
            Assert.Equal(first, Guarded.Encode(source, level));
        }
    }

    [Fact]
    public void Threads_EncodeIndependently()
    {
        var sources = Enumerable.Range(0, 64).Select(static i => Samples.Get("repetitive", 2000 + (i * 531))).ToArray();
        var alone = sources.Select(static source => Guarded.Encode(source, 6)).ToArray();
        Parallel.For(0, 4 * sources.Length, i => Assert.Equal(alone[i % sources.Length], Guarded.Encode(sources[i % sources.Length], 6)));
    }

    [Fact]
    public void Encode_AllocatesNothing()
    {
        var source = Samples.Json(65_536);
        var destination = new byte[Lz4Block.MaxEncodedSize(source.Length)];
        var back = new byte[source.Length];
        for (var level = 0; level <= 9; level++)
        {
            for (var length = 100; length <= source.Length; length += 32_718)
            {
                Assert.Equal(0, Allocated.Bytes(() =>
                {
                    var written = Lz4Block.Encode(source.AsSpan(0, length), destination, level);
                    Assert.True(Lz4Block.TryDecode(destination.AsSpan(0, written), back.AsSpan(0, length)));
                }));
            }
        }
    }

    [Fact]
    public void MaxEncodedSize_IsEnoughForLiteralsOnly()
    {
        for (var size = 0; size < 2000; size++)
        {
            var literals = 1 + size + (size >= 15 ? ((size - 15) / 255) + 1 : 0);
            Assert.InRange(Lz4Block.MaxEncodedSize(size), literals, literals + 16);
        }

        Assert.Equal(538_976_304, Lz4Block.MaxEncodedSize(536_870_912));
        Assert.Equal(2_122_219_150, Lz4Block.MaxEncodedSize(0x7E000000));
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Lz4Block.MaxEncodedSize(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Lz4Block.MaxEncodedSize(0x7E000001));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Lz4Block.Encode([1], new byte[100], -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Lz4Block.Encode([1], new byte[100], 10));
        var small = Assert.Throws<ArgumentException>(static () => Lz4Block.Encode([1, 2], new byte[17], 6));
        Assert.Contains("17 bytes", small.Message, StringComparison.Ordinal);
        Assert.Contains("can take 18", small.Message, StringComparison.Ordinal);
    }

    private static void AssertRoundTrip(byte[] source, int level)
    {
        var block = Guarded.Encode(source, level);
        Assert.True(source.AsSpan().SequenceEqual(ReferenceBlock.DecodeWritten(block, source.Length)), "The reference reads other bytes.");
        Assert.True(source.AsSpan().SequenceEqual(Guarded.Decode(block, source.Length)), "Other bytes came back.");
        if (source.Length > 0)
        {
            Assert.Null(Guarded.Decode(block, source.Length - 1));
        }

        Assert.Null(Guarded.Decode(block, source.Length + 1));
    }
}
