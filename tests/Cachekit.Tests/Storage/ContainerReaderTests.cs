using Cachekit.Protocol;
using Cachekit.Serialization;
using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public sealed class ContainerReaderTests
{
    private const string Document = "82a2696407a46e616d65a6576964676574";

    public static TheoryData<string, FormatErrorKind> Breaks => new()
    {
        // The mark.
        { "", FormatErrorKind.Container },
        { "c1", FormatErrorKind.Container },
        { "c101930011c411" + Document, FormatErrorKind.Container },
        { "c103930011c411" + Document, FormatErrorKind.Container },
        { "02c1930011c411" + Document, FormatErrorKind.Container },
        { "930011c411" + Document, FormatErrorKind.Container },
        { Document, FormatErrorKind.Container },
        { "434b0300000000", FormatErrorKind.Container },

        // Another number of parts; a body that is not one document.
        { "c102", FormatErrorKind.DecodeBounds },
        { "c10290", FormatErrorKind.Structure },
        { "c102920011", FormatErrorKind.Structure },
        { "c102940011c411" + Document + "c0", FormatErrorKind.Structure },
        { "c102830011c411" + Document + "c0c0c0", FormatErrorKind.Structure },
        { "c102c411" + Document, FormatErrorKind.Structure },
        { "c102ddffffffff", FormatErrorKind.DecodeBounds },
        { "c102dcffff", FormatErrorKind.DecodeBounds },
        { "c102c1", FormatErrorKind.DecodeBounds },
        { "c102930011c411" + Document + "00", FormatErrorKind.DecodeBounds },
        { "c102930011c412" + Document, FormatErrorKind.DecodeBounds },
        { "c102930011c6ffffffff" + Document, FormatErrorKind.DecodeBounds },
        { "c102" + string.Concat(Enumerable.Repeat("91", 65)) + "c0", FormatErrorKind.DecodeBounds },

        // Signed markers and other types for the two integers.
        { "c10293d00011c411" + Document, FormatErrorKind.Structure },
        { "c10293d1000011c411" + Document, FormatErrorKind.Structure },
        { "c10293d20000000011c411" + Document, FormatErrorKind.Structure },
        { "c10293d3000000000000000011c411" + Document, FormatErrorKind.Structure },
        { "c10293ff11c411" + Document, FormatErrorKind.Structure },
        { "c10293c011c411" + Document, FormatErrorKind.Structure },
        { "c10293c211c411" + Document, FormatErrorKind.Structure },
        { "c10293ca0000000011c411" + Document, FormatErrorKind.Structure },
        { "c10293a011c411" + Document, FormatErrorKind.Structure },
        { "c1029300d011c411" + Document, FormatErrorKind.Structure },
        { "c1029300d10011c411" + Document, FormatErrorKind.Structure },
        { "c1029300d200000011c411" + Document, FormatErrorKind.Structure },
        { "c1029300d30000000000000011c411" + Document, FormatErrorKind.Structure },
        { "c1029301ffc40410410000", FormatErrorKind.Structure },
        { "c1029300cb4031000000000000c411" + Document, FormatErrorKind.Structure },
        { "c1029300c0c411" + Document, FormatErrorKind.Structure },

        // A payload that is not binary.
        { "c102930003a3616263", FormatErrorKind.Structure },
        { "c102930003d903616263", FormatErrorKind.Structure },
        { "c10293000393616263", FormatErrorKind.Structure },
        { "c102930003c70300616263", FormatErrorKind.Structure },
        { "c102930003c0", FormatErrorKind.Structure },
        { "c10293000380", FormatErrorKind.Structure },

        // Methods that do not exist, also ones that truncation would make 0 or 1.
        { "c102930211c411" + Document, FormatErrorKind.Container },
        { "c102937f11c411" + Document, FormatErrorKind.Container },
        { "c10293cd010011c411" + Document, FormatErrorKind.Container },
        { "c10293cf000000010000000111c411" + Document, FormatErrorKind.Container },

        // The method comes before the size.
        { "c1029302cf0000000100000011c411" + Document, FormatErrorKind.Container },

        // Sizes over the limit, at their full width, with both methods.
        { "c1029300ce20000001c411" + Document, FormatErrorKind.OriginalSize },
        { "c1029300cf0000000100000011c411" + Document, FormatErrorKind.OriginalSize },
        { "c1029301cf0000010000000000c40410410000", FormatErrorKind.OriginalSize },
        { "c1029301cf8000000000000005c40410410000", FormatErrorKind.OriginalSize },
        { "c1029301cfffffffffffffffffc40410410000", FormatErrorKind.OriginalSize },
        { "c1029301ce20000001c400", FormatErrorKind.OriginalSize },

        // Not compressed, and of another size.
        { "c102930012c411" + Document, FormatErrorKind.Compression },
        { "c102930010c411" + Document, FormatErrorKind.Compression },
        { "c102930001c400", FormatErrorKind.Compression },
        { "c102930000c40100", FormatErrorKind.Compression },

        // Empty, too much, damaged.
        { "c102930100c400", FormatErrorKind.EmptyData },
        { "c102930101c400", FormatErrorKind.EmptyData },
        { "c1029301cd03e9c40100", FormatErrorKind.Ratio },
        { "c1029301ce20000000c40100", FormatErrorKind.Ratio },
        { "c1029301cd03e8c40100", FormatErrorKind.Compression },
        { "c102930105c40410410000", FormatErrorKind.Compression },
        { "c102930105c40410410200", FormatErrorKind.Compression },
        { "c102930112c413f002" + Document, FormatErrorKind.Compression },
        { "c102930110c413f002" + Document, FormatErrorKind.Compression },
        { "c102930111c412f002" + "82a2696407a46e616d65a65769646765", FormatErrorKind.Compression },
        { "c10293014ec41eff0481a47461677396ab626c75652d7769646765740c0024506964676574", FormatErrorKind.Compression },
        { "c102930150c41eff0481a47461677396ab626c75652d7769646765740c0024506964676574", FormatErrorKind.Compression },
        { "c10293014fc41dff0481a47461677396ab626c75652d7769646765740c00245069646765", FormatErrorKind.Compression },
    };

    public static TheoryData<string> OtherForms =>
    [
        "c102930011c411" + Document,
        "c102dc00030011c411" + Document,
        "c102dd000000030011c411" + Document,
        "c10293cc0011c411" + Document,
        "c10293cd000011c411" + Document,
        "c10293ce0000000011c411" + Document,
        "c10293cf000000000000000011c411" + Document,
        "c1029300cc11c411" + Document,
        "c1029300cd0011c411" + Document,
        "c1029300ce00000011c411" + Document,
        "c1029300cf0000000000000011c411" + Document,
        "c102930011c50011" + Document,
        "c102930011c600000011" + Document,
        "c102930111c413f002" + Document,
        "c10293cc01cc11c50013f002" + Document,
    ];

    public static TheoryData<string> Containers =>
    [
        "c102930011c411" + Document,
        "c102930111c413f002" + Document,
        "c10293014fc41eff0481a47461677396ab626c75652d7769646765740c0024506964676574",
    ];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Break_IsRefusedForItsReason(string hex, FormatErrorKind kind) =>
        Assert.Equal(kind, EnvelopeBytes.Kind(() => InteropContainer.Open(EnvelopeBytes.Bytes(hex))));

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void OtherForm_IsRead(string hex) => Assert.Equal(EnvelopeBytes.Bytes(Document), InteropContainer.Open(EnvelopeBytes.Bytes(hex)));

    [Fact]
    public void PublishedMatches_AreRead() => Assert.Equal(
        EnvelopeBytes.Bytes("81a47461677396" + string.Concat(Enumerable.Repeat("ab626c75652d776964676574", 6))),
        InteropContainer.Open(EnvelopeBytes.Bytes("c10293014fc41eff0481a47461677396ab626c75652d7769646765740c0024506964676574")));

    [Theory]
    [InlineData("82a2696407a46e616d65a6576964676574", "possible interop/v1 value")]
    [InlineData("94c400", "possible interop/v1 value")]
    [InlineData("434b03", "Python auto-mode entry")]
    [InlineData("c1", "inside the mark")]
    [InlineData("c103", "another version")]
    [InlineData("", "no bytes")]
    public void WrongMark_SaysWhatTheBytesMayBe(string hex, string hint) => Assert.Contains(
        hint,
        Assert.Throws<CacheFormatException>(() => InteropContainer.Open(EnvelopeBytes.Bytes(hex))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void RatioThatDoesNotFitThirtyTwoBits_IsComputedInSixtyFour()
    {
        // A thousand times this size is 2^32 + 704: truncated, the document would be over it.
        var (block, payload) = EnvelopeBytes.BlockOfSize(4_294_968);
        byte[] container = [.. EnvelopeBytes.Bytes($"c1029301ce{payload.Length:x8}c6{block.Length:x8}"), .. block];
        Assert.Equal(payload, InteropContainer.Open(container));
    }

    [Fact]
    public void PayloadOverTheLimit_IsRefused()
    {
        var container = GC.AllocateUninitializedArray<byte>(14 + StorageLimits.MaxSize + 1);
        EnvelopeBytes.Bytes($"c1029301ce20000000c6{StorageLimits.MaxSize + 1:x8}").CopyTo(container, 0);
        Assert.Equal(FormatErrorKind.TooLarge, EnvelopeBytes.Kind(() => InteropContainer.Open(container)));
    }

    [Theory]
    [InlineData(1000, 1_000_001, FormatErrorKind.Ratio)]
    [InlineData(1000, 536_870_913, FormatErrorKind.OriginalSize)]
    [InlineData(536_871, 536_870_913, FormatErrorKind.OriginalSize)]
    public void Bomb_IsRefusedBeforeItsOutputIsAllocated(int compressed, uint originalSize, FormatErrorKind kind)
    {
        var container = Zeros(compressed, originalSize);
        Assert.Equal(kind, EnvelopeBytes.Kind(() => InteropContainer.Open(container)));
        Assert.InRange(Allocated(() => EnvelopeBytes.Kind(() => InteropContainer.Open(container))), 1, 64 * 1024);
    }

    [Fact]
    public void AllocationProbe_SeesAnOutputOfTheDeclaredSize()
    {
        var container = Zeros(1000, 1_000_000);
        Assert.Equal(FormatErrorKind.Compression, EnvelopeBytes.Kind(() => InteropContainer.Open(container)));
        Assert.InRange(Allocated(() => EnvelopeBytes.Kind(() => InteropContainer.Open(container))), 1_000_000, 1_100_000);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void EveryTruncation_IsRefused(string hex)
    {
        var container = EnvelopeBytes.Bytes(hex);
        for (var length = 0; length < container.Length; length++)
        {
            var kind = length < ContainerWriter.MarkSize ? FormatErrorKind.Container : FormatErrorKind.DecodeBounds;
            Assert.Equal(kind, EnvelopeBytes.Kind(() => InteropContainer.Open(container.AsSpan(0, length))));
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void EveryOtherByte_IsRefusedOrGivesADocumentOfTheSameSize(string hex)
    {
        // There is no checksum: what cannot be noticed is another byte of the content.
        var container = EnvelopeBytes.Bytes(hex);
        var size = InteropContainer.Open(container).Length;
        var refused = 0;
        for (var i = 0; i < container.Length; i++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                var damaged = (byte[])container.Clone();
                damaged[i] = (byte)value;
                try
                {
                    Assert.Equal(size, InteropContainer.Open(damaged).Length);
                }
                catch (CacheFormatException exception)
                {
                    Assert.NotEqual(FormatErrorKind.Unknown, exception.Kind);
                    refused++;
                }
            }
        }

        Assert.True(refused >= 255 * 5);
    }

    [Theory]
    [InlineData("c102930011c411" + Document, 16)]
    [InlineData("c102930011c411" + Document, 18)]
    [InlineData("c102930111c413f002" + Document, 18)]
    public void DestinationOfAnotherSize_IsAMistakeOfTheCaller(string hex, int size)
    {
        var container = EnvelopeBytes.Bytes(hex);
        Assert.Throws<ArgumentException>(() => ContainerReader.Open(container).Read(new byte[size]));
    }

    [Fact]
    public void ClaimOfMoreThanThereIs_IsFoundByTheWalkOverTheHeaders() =>
        Assert.Throws<DecodeBoundsException>(() => InteropContainer.Open(EnvelopeBytes.Bytes("c102ddffffffff")));

    private static byte[] Zeros(int compressed, uint originalSize) =>
        [.. EnvelopeBytes.Bytes($"c1029301ce{originalSize:x8}c6{compressed:x8}"), .. new byte[compressed]];

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
