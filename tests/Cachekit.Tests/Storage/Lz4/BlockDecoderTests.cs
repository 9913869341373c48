using Cachekit.Storage.Lz4;
using Cachekit.Tests.Serialization;
using FsCheck.Fluent;

namespace Cachekit.Tests.Storage.Lz4;

/// <summary>Blocks come from anywhere: each gives exactly the bytes it stands for, or a refusal.</summary>
public sealed class BlockDecoderTests
{
    public static TheoryData<string, int> Blocks =>
        [.. from name in Samples.Names from level in new[] { 0, 6, 9 } select new TheoryDataRow<string, int>(name, level)];

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("2061")]
    [InlineData("f0")]
    [InlineData("f0ff")]
    [InlineData("f0ffff")]
    [InlineData("1061")] // followed by nothing: one byte, not the four that are asked for
    [InlineData("106101")] // half an offset
    [InlineData("10610000")] // offset 0
    [InlineData("10610200")] // before the first byte
    [InlineData("10610100")] // ends after a match
    [InlineData("1f610100")] // the count of the match is missing
    [InlineData("1f6101000061")] // no token of its own
    [InlineData("00010000")] // a match before any literal
    public void BrokenBlock_IsRefused(string hex)
    {
        Assert.Null(Guarded.Decode(Convert.FromHexString(hex), 4));
        for (var size = 0; size < 100; size++)
        {
            AssertAsReference(Convert.FromHexString(hex), size);
        }
    }

    [Fact]
    public void EmptyBlock_IsRefusedForEverySize()
    {
        Assert.Null(Guarded.Decode([], 0));
        Assert.Null(Guarded.Decode([], 1));
    }

    [Fact]
    public void EmptyPayload_IsOneZeroAndNothingElse()
    {
        Assert.Empty(Guarded.Decode([0], 0)!);
        Assert.Null(Guarded.Decode([0], 1));
        Assert.Null(Guarded.Decode([0, 0], 0));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CutBlock_IsRefused(string name, int level)
    {
        var source = Samples.Get(name, 700);
        var block = Guarded.Encode(source, level);
        for (var length = 0; length < block.Length; length++)
        {
            Assert.Null(Guarded.Decode(block.AsSpan(0, length), source.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void ChangedByte_GivesWhatTheReferenceReads(string name, int level)
    {
        var source = Samples.Get(name, 220);
        var block = Guarded.Encode(source, level);
        for (var i = 0; i < block.Length; i++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                byte[] changed = [.. block];
                changed[i] = (byte)value;
                AssertAsReference(changed, source.Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void MoreOrFewerBytes_GiveWhatTheReferenceReads(string name, int level)
    {
        var source = Samples.Get(name, 500);
        var block = Guarded.Encode(source, level);
        var random = new Random(level);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new List<byte>(block);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(bytes.Count + 1);
                if (at < bytes.Count && random.Next(2) == 0)
                {
                    bytes.RemoveAt(at);
                }
                else
                {
                    bytes.Insert(at, (byte)(random.Next(2) == 0 ? random.Next(256) : 255));
                }
            }

            AssertAsReference([.. bytes], source.Length);
        }
    }

    [Fact]
    public void AnyBytes_GiveWhatTheReferenceReads()
    {
        var blocks = Gen.Choose(0, 80).SelectMany(static n => Gen.Frequency((3, Gen.Choose(0, 255)), (1, Gen.Elements(0, 1, 16, 31, 240, 255))).ArrayOf(n));
        Any.Holds(blocks.Zip(Gen.Choose(0, 400)), static t =>
        {
            AssertAsReference(Array.ConvertAll(t.Item1, static b => (byte)b), t.Item2);
            return true;
        });
    }

    [Fact]
    public void EveryOffsetAndLength_IsCopiedAsIfByteByByte()
    {
        // Twice: near the end of the destination, and with room behind, where steps may be wider than the match.
        foreach (var tail in new[] { 1, 200 })
        {
            for (var offset = 1; offset <= 70; offset++)
            {
                for (var length = 4; length <= 300; length += length < 60 ? 1 : 37)
                {
                    var block = new BlockBuilder().Sequence(literals: 70, offset, length).Last(tail);
                    AssertValid(block);
                }
            }
        }
    }

    [Fact]
    public void AnySequences_GiveWhatTheReferenceReads()
    {
        Any.Holds(Gen.Choose(0, int.MaxValue), static seed =>
        {
            var random = new Random(seed);
            var builder = new BlockBuilder();
            var count = random.Next(1, 60);
            for (var i = 0; i < count; i++)
            {
                var literals = i == 0 ? random.Next(1, 40) : random.Next(4) == 0 ? random.Next(0, 600) : random.Next(0, 20);
                var reach = Math.Min(builder.Produced + literals, 65_535);
                var offset = random.Next(2) == 0 ? random.Next(1, reach + 1) : random.Next(1, Math.Min(reach, 20) + 1);
                builder.Sequence(literals, offset, random.Next(4) == 0 ? random.Next(4, 2000) : random.Next(4, 30));
            }

            AssertValid(builder.Last(random.Next(0, 40)));
            return true;
        });
    }

    [Fact]
    public void HugeCounts_AreRefused()
    {
        // Eight million times 255 is more than an int holds.
        var chain = new byte[9_000_000];
        chain.AsSpan().Fill(255);
        chain[^1] = 0;
        byte[] literals = [0xF0, .. chain];
        byte[] match = [0x1F, 1, 1, 0, .. chain, 0x50, 1, 1, 1, 1, 1];
        foreach (var size in new[] { 0, 1, 100, 1 << 20 })
        {
            Assert.False(Lz4Block.TryDecode(literals, new byte[size]));
            Assert.False(Lz4Block.TryDecode(literals.AsSpan(0, literals.Length - 1), new byte[size]));
            Assert.False(Lz4Block.TryDecode(match, new byte[size]));
        }
    }

    [Fact]
    public void CountWithAZeroAtItsEnd_IsRead()
    {
        AssertValid(new BlockBuilder().Sequence(15, 1, 19).Sequence(270, 3, 274).Sequence(525, 7, 529).Last(15));
        AssertValid(new BlockBuilder().Last(270));
    }

    private static void AssertValid(BlockBuilder builder)
    {
        var expected = ReferenceBlock.Decode(builder.Bytes, builder.Produced);
        Assert.NotNull(expected);
        Assert.Equal(builder.Produced, expected.Length);
        Assert.True(expected.AsSpan().SequenceEqual(Guarded.Decode(builder.Bytes, builder.Produced)), Convert.ToHexString(builder.Bytes));
        Assert.Null(Guarded.Decode(builder.Bytes, builder.Produced + 1));
        Assert.Null(Guarded.Decode(builder.Bytes, builder.Produced - 1));
    }

    private static void AssertAsReference(byte[] block, int size)
    {
        var expected = ReferenceBlock.Decode(block, size);
        var actual = Guarded.Decode(block, size);
        if (expected is null || expected.Length != size)
        {
            Assert.True(actual is null, $"{Convert.ToHexString(block)} was accepted for {size} bytes.");
            return;
        }

        Assert.True(actual is not null && expected.AsSpan().SequenceEqual(actual), $"{Convert.ToHexString(block)} gave other bytes.");
    }
}
