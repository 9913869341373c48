using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public class EntryMetadataTests
{
    private static readonly byte[] Payload = [0x93, 1, 2, 3];

    public static TheoryData<bool> Envelopes => new(true, false);

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void EntryWithTagsAndValidator_IsReadAgain(bool envelope)
    {
        var format = new StampedFormat(envelope, compressionLevel: 6);
        var stored = format.Seal(Payload, new EntryContext("key", null, 7, EntryMetadata.Create(["a", "ü:1", "a"], "W/\"1\"")));

        using var entry = format.Open(stored, default);

        Assert.Equal(0x03, stored[0]);
        Assert.Equal(7, entry.Stamp);
        Assert.Equal(Payload, entry.Payload.ToArray());
        Assert.Equal(["a", "ü:1"], entry.Metadata!.Tags);
        Assert.Equal("W/\"1\"", entry.Metadata.Validator);
    }

    [Fact]
    public void EntryWithoutThem_HasTheOldForm()
    {
        Assert.Null(EntryMetadata.Create([], null));
        Assert.Null(EntryMetadata.Create(null, null));
        var stored = new StampedFormat(envelope: false, compressionLevel: 0).Seal(Payload, new EntryContext("key", null, 7));
        Assert.Equal("01" + "0000000000000007" + "93010203", Convert.ToHexString(stored));
    }

    [Fact]
    public void Bytes_AreAsDocumented()
    {
        var format = new StampedFormat(envelope: false, compressionLevel: 0);
        Assert.Equal(
            "03" + "0000000000000007" + "0009" + "01" + "0002" + "6162" + "0002" + "6578" + "93010203",
            Convert.ToHexString(format.Seal(Payload, new EntryContext("key", null, 7, EntryMetadata.Create(["ab"], "ex")))));
        Assert.Equal(
            "03" + "0000000000000007" + "0003" + "00" + "0000" + "93010203",
            Convert.ToHexString(format.Seal(Payload, new EntryContext("key", null, 7, EntryMetadata.Create(null, "")))));
        Assert.Equal(
            "03" + "0000000000000007" + "0006" + "01" + "0001" + "61" + "FFFF" + "93010203",
            Convert.ToHexString(format.Seal(Payload, new EntryContext("key", null, 7, EntryMetadata.Create(["a"], null)))));
    }

    [Fact]
    public void WhatIsTooMuch_IsRefusedWhenItIsMade()
    {
        Assert.Throws<CacheSerializationException>(() => EntryMetadata.Create([""], null));
        Assert.Throws<CacheSerializationException>(() => EntryMetadata.Create([null!], null));
        Assert.Throws<CacheSerializationException>(() => EntryMetadata.Create([new string('x', 257)], null));
        Assert.Throws<CacheSerializationException>(() => EntryMetadata.Create(["\uD800"], null));
        Assert.Throws<CacheSerializationException>(() => EntryMetadata.Create(null, new string('x', 1025)));
        Assert.Throws<CacheSerializationException>(() => EntryMetadata.Create([.. Enumerable.Range(0, 65).Select(i => $"{i}")], null));
        Assert.Equal(64, EntryMetadata.Create([.. Enumerable.Range(0, 64).Select(i => new string('€', 250) + i)], new string('€', 1024))!.Tags.Length);
    }

    [Fact]
    public void LargestBlock_IsReadAgain()
    {
        var format = new StampedFormat(envelope: true, compressionLevel: 6);
        var metadata = EntryMetadata.Create([.. Enumerable.Range(0, 64).Select(i => new string('€', 250) + i)], new string('€', 1024));
        using var entry = format.Open(format.Seal(Payload, new EntryContext("key", null, 7, metadata)), default);
        Assert.Equal(metadata!.Tags, entry.Metadata!.Tags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000")]
    [InlineData("000100")]
    [InlineData("000141")]
    [InlineData("0003410000")]
    [InlineData("FFFF00FFFF")]
    [InlineData("000500000000FFFF")]
    [InlineData("000401000000")]
    [InlineData("0005010000FFFF")]
    [InlineData("000601000180FFFF")]
    [InlineData("00060100FF61FFFF")]
    [InlineData("0004000001C3")]
    public void DamagedBlock_IsRefused(string block)
    {
        byte[] stored = [0x03, 0, 0, 0, 0, 0, 0, 0, 7, .. Convert.FromHexString(block)];
        var format = new StampedFormat(envelope: false, compressionLevel: 0);
        Assert.Throws<CacheFormatException>(() => format.Open(stored, default).Dispose());
    }

    [Fact]
    public void RandomDamage_IsRefusedOrReadAndAllocatesLittle()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var format = new StampedFormat(envelope: false, compressionLevel: 0);
        var stored = format.Seal(Payload, new EntryContext("key", null, 7, EntryMetadata.Create(["user:1", "orders", "x"], "W/\"abc\"")));
        for (var run = 0; run < 20_000; run++)
        {
            var damaged = stored.AsSpan(0, random.Next(stored.Length + 1)).ToArray();
            for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                format.Open(damaged, default).Dispose();
            }
            catch (CacheFormatException)
            {
                continue;
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000, $"Seed {seed}, run {run}.");
        }
    }

    [Fact]
    public void SharedFormats_RefuseTags()
    {
        var tagged = new EntryContext("key", null, 0, EntryMetadata.Create(["a"], null));
        Assert.Throws<CacheSerializationException>(() => new InteropFormat().Seal(Payload, tagged));
        Assert.Throws<CacheSerializationException>(() => new InteropContainerFormat(6).Seal(Payload, tagged));

        var validated = new EntryContext("key", null, 0, EntryMetadata.Create(null, "etag"));
        Assert.Equal(Payload, new InteropFormat().Seal(Payload, validated));
    }
}
