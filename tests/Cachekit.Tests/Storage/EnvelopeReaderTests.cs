using System.Buffers.Binary;
using Cachekit.Hashing;
using Cachekit.Protocol;
using Cachekit.Serialization;
using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public sealed class EnvelopeReaderTests
{
    public static TheoryData<string, FormatErrorKind> Breaks => new()
    {
        // Another number of parts, another type, another count in the checksum.
        { "95c412" + EnvelopeBytes.Block + EnvelopeBytes.Checksum + "10" + EnvelopeBytes.Format + "c0", FormatErrorKind.Structure },
        { "93c412" + EnvelopeBytes.Block + EnvelopeBytes.Checksum + "10", FormatErrorKind.Structure },
        { "90", FormatErrorKind.Structure },
        { "84c0c0c0c0c0c0c0c0", FormatErrorKind.Structure },
        { "84a0c412" + EnvelopeBytes.Block + "a0" + EnvelopeBytes.Checksum + "a010a0" + EnvelopeBytes.Format, FormatErrorKind.Structure },
        { "c412" + EnvelopeBytes.Block, FormatErrorKind.Structure },
        { "00", FormatErrorKind.Structure },
        { Parts(checksum: "996dcc8a34ccb63a3c52ccd300"), FormatErrorKind.Structure },
        { Parts(checksum: "976dcc8a34ccb63a3c52"), FormatErrorKind.Structure },
        { Parts(checksum: "c4086d8a34b63a3c52d3"), FormatErrorKind.Structure },
        { Parts(checksum: "986dcd016834ccb63a3c52ccd3"), FormatErrorKind.Structure },
        { Parts(checksum: "986dff34ccb63a3c52ccd3"), FormatErrorKind.Structure },
        { Parts(checksum: "986dc034ccb63a3c52ccd3"), FormatErrorKind.Structure },
        { Parts(data: "9210cd0168"), FormatErrorKind.Structure },
        { Parts(data: "9210cd0100"), FormatErrorKind.Structure },
        { Parts(data: "9210ff"), FormatErrorKind.Structure },
        { Parts(data: "9210d1ff00"), FormatErrorKind.Structure },
        { Parts(data: "9210c3"), FormatErrorKind.Structure },
        { Parts(data: "9210cb3ff0000000000000"), FormatErrorKind.Structure },
        { Parts(data: "b2" + EnvelopeBytes.Block), FormatErrorKind.Structure },
        { Parts(data: "c71205" + EnvelopeBytes.Block), FormatErrorKind.Structure },
        { Parts(data: "c0"), FormatErrorKind.Structure },
        { Parts(data: "80"), FormatErrorKind.Structure },
        { Parts(format: "c4076d73677061636b"), FormatErrorKind.Structure },
        { Parts(format: "c0"), FormatErrorKind.Structure },

        // A format name that is no text: not UTF-8, half of a surrogate pair, cut inside a character.
        { Parts(format: "a76d736770ff636b"), FormatErrorKind.Structure },
        { Parts(format: "a3eda080"), FormatErrorKind.Structure },
        { Parts(format: "d902f09f"), FormatErrorKind.Structure },
        { Parts(size: "ce20000001", format: "a1ff"), FormatErrorKind.Structure },
        { Parts(size: "c0"), FormatErrorKind.Structure },
        { Parts(size: "a0"), FormatErrorKind.Structure },
        { Parts(size: "cb4030000000000000"), FormatErrorKind.Structure },

        // Negative sizes of every width.
        { Parts(size: "ff"), FormatErrorKind.Structure },
        { Parts(size: "e0"), FormatErrorKind.Structure },
        { Parts(size: "d080"), FormatErrorKind.Structure },
        { Parts(size: "d18000"), FormatErrorKind.Structure },
        { Parts(size: "d280000010"), FormatErrorKind.Structure },
        { Parts(size: "d38000000000000010"), FormatErrorKind.Structure },
        { Parts(size: "d3ffffffffffffffff"), FormatErrorKind.Structure },

        // Sizes over the limit, at their full width.
        { Parts(size: "ce20000001"), FormatErrorKind.OriginalSize },
        { Parts(size: "ce80000010"), FormatErrorKind.OriginalSize },
        { Parts(size: "ceffffffff"), FormatErrorKind.OriginalSize },
        { Parts(size: "cf0000000100000010"), FormatErrorKind.OriginalSize },
        { Parts(size: "cf8000000000000010"), FormatErrorKind.OriginalSize },
        { Parts(size: "cfffffffffffffffff"), FormatErrorKind.OriginalSize },
        { Parts(size: "d30000000100000010"), FormatErrorKind.OriginalSize },
        { Parts(size: "d37fffffffffffffff"), FormatErrorKind.OriginalSize },

        // The size comes before the empty data, and that before the ratio.
        { Parts(data: "c400", size: "ce20000001"), FormatErrorKind.OriginalSize },
        { Parts(data: "c400", size: "00"), FormatErrorKind.EmptyData },
        { Parts(data: "90", size: "00"), FormatErrorKind.EmptyData },
        { Parts(data: "c400", size: "10"), FormatErrorKind.EmptyData },
        { "94c400982d06cc800538ccd3cc94ccc200a76d73677061636b", FormatErrorKind.EmptyData },
        { Parts(data: "c40100", size: "cd03e9"), FormatErrorKind.Ratio },
        { Parts(data: "9100", size: "cd03e9"), FormatErrorKind.Ratio },
        { Parts(data: "c40100", size: "ce20000000"), FormatErrorKind.Ratio },

        // The structure comes before the limits: a part that is wrong behind a size that is too large.
        { Parts(size: "ce20000001", format: "c0"), FormatErrorKind.Structure },

        // Data that is no block of this size.
        { Parts(size: "11"), FormatErrorKind.Compression },
        { Parts(size: "0f"), FormatErrorKind.Compression },
        { Parts(size: "00"), FormatErrorKind.Compression },
        { Parts(data: "c40100", size: "01"), FormatErrorKind.Compression },
        { Parts(data: "c40100", size: "cd03e8"), FormatErrorKind.Compression },
        { Parts(data: "c40410410000", size: "05"), FormatErrorKind.Compression },
        { Parts(data: "c40410410200", size: "05"), FormatErrorKind.Compression },
        { Parts(data: "940c000000", size: "05"), FormatErrorKind.Compression },

        // A checksum of something else.
        { Parts(checksum: "986ccc8a34ccb63a3c52ccd3"), FormatErrorKind.Checksum },
        { Parts(checksum: "986dcc8a34ccb63a3c52ccd2"), FormatErrorKind.Checksum },
        { Parts(data: "c40100", size: "00"), FormatErrorKind.Checksum },

        // Headers that claim too much, documents that are not whole or are followed by something.
        { "", FormatErrorKind.DecodeBounds },
        { "c1", FormatErrorKind.DecodeBounds },
        { "94c426" + EnvelopeBytes.Block + EnvelopeBytes.Checksum + "10" + EnvelopeBytes.Format, FormatErrorKind.DecodeBounds },
        { "ddffffffff", FormatErrorKind.DecodeBounds },
        { "94ddffffffff", FormatErrorKind.DecodeBounds },
        { "94c6ffffffff", FormatErrorKind.DecodeBounds },
        { EnvelopeBytes.Example + "00", FormatErrorKind.DecodeBounds },
        { EnvelopeBytes.Example + EnvelopeBytes.Example, FormatErrorKind.DecodeBounds },
    };

    public static TheoryData<string> OtherForms =>
    [
        EnvelopeBytes.Example,
        Parts(header: "dc0004"),
        Parts(header: "dd00000004"),
        Parts(data: "c50012" + EnvelopeBytes.Block),
        Parts(data: "c600000012" + EnvelopeBytes.Block),
        Parts(checksum: "dc00086dcc8a34ccb63a3c52ccd3"),
        Parts(checksum: "dd000000086dcc8a34ccb63a3c52ccd3"),
        Parts(checksum: "98cd006dce0000008ad034cf00000000000000b63ad1003cd200000052ccd3"),
        Parts(size: "cc10"),
        Parts(size: "cd0010"),
        Parts(size: "ce00000010"),
        Parts(size: "cf0000000000000010"),
        Parts(size: "d010"),
        Parts(size: "d10010"),
        Parts(size: "d200000010"),
        Parts(size: "d30000000000000010"),
        Parts(format: "a0"),
        Parts(format: "d9076d73677061636b"),
        Parts(format: "a4f09f9880"),
        Parts(format: "da0004746f6d6c"),
        Parts(format: "db00000000"),
        Parts(data: "dc0012ccf00168656c6c6f2c2063616368656b697421"),
        Parts(data: "dd00000012ccf00168656c6c6f2c2063616368656b697421"),
        Parts(data: "dc0012cd00f0d001d200000068656c6c6f2c2063616368656b697421"),
    ];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Break_IsRefusedForItsReason(string hex, FormatErrorKind kind) => Assert.Equal(kind, EnvelopeBytes.Kind(() => Envelope.Open(EnvelopeBytes.Bytes(hex))));

    [Theory]
    [InlineData("ff")]
    [InlineData("d080")]
    [InlineData("d3ffffffffffffffff")]
    public void NegativeSize_IsReportedWhereItStands(string size)
    {
        // Behind the header, the data and the checksum.
        var start = 1 + 2 + (EnvelopeBytes.Block.Length / 2) + (EnvelopeBytes.Checksum.Length / 2);
        var exception = Assert.Throws<CacheFormatException>(() => Envelope.Open(EnvelopeBytes.Bytes(Parts(size: size))));
        Assert.Contains($"at byte {start},", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void OtherForm_IsRead(string hex) => Assert.Equal(EnvelopeBytes.Bytes(EnvelopeBytes.Payload), Envelope.Open(EnvelopeBytes.Bytes(hex)));

    [Fact]
    public void ClaimOfMoreThanThereIs_IsFoundByTheWalkOverTheHeaders() =>
        Assert.Throws<DecodeBoundsException>(() => Envelope.Open(EnvelopeBytes.Bytes(Parts(data: "c426" + EnvelopeBytes.Block))));

    [Theory]
    [InlineData("94c413f00282a2696407a46e616d65a657696467657498230f205d4fccae1f1211a76d73677061636b", "82a2696407a46e616d65a6576964676574")]
    [InlineData("94dc0013ccf002cc82cca2696407cca46e616d65cca657696467657498230f205d4fccae1f1211a76d73677061636b", "82a2696407a46e616d65a6576964676574")]
    [InlineData("949100982d06cc800538ccd3cc94ccc200a76d73677061636b", "")]
    [InlineData("94c40100982d06cc800538ccd3cc94ccc200a76d73677061636b", "")]
    [InlineData("949210ccff98ccd6ccbcccec3c6b29ccd72e01a76d73677061636b", "ff")]
    public void PublishedEnvelope_IsRead(string hex, string payload) => Assert.Equal(EnvelopeBytes.Bytes(payload), Envelope.Open(EnvelopeBytes.Bytes(hex)));

    [Theory]
    [InlineData("94c40f1f410100ffffffe960414141414141984d35ccad08cce9ccd77c0dcd0400a76d73677061636b")]
    [InlineData("94c40e1f410100ffffffea504141414141984d35ccad08cce9ccd77c0dcd0400a76d73677061636b")]
    public void PublishedMatches_AreRead(string hex) => Assert.Equal(Enumerable.Repeat((byte)'A', 1024), Envelope.Open(EnvelopeBytes.Bytes(hex)));

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void DataAtTheEdgeOfAHeader_IsReadInBothForms(int size)
    {
        var (block, payload) = EnvelopeBytes.BlockOfSize(size);
        var header = size switch { <= 255 => $"c4{size:x2}", <= 65535 => $"c5{size:x4}", _ => $"c6{size:x8}" };
        Assert.Equal(payload, Envelope.Open(Around([.. EnvelopeBytes.Bytes(header), .. block], payload)));
        Assert.Equal(payload, Envelope.Open(Around(EnvelopeBytes.Integers(block), payload)));
        Assert.Equal(payload, Envelope.Open(Around(EnvelopeBytes.Integers(block, $"dd{size:x8}"), payload)));
    }

    [Fact]
    public void RatioThatDoesNotFitThirtyTwoBits_IsComputedInSixtyFour()
    {
        // A thousand times this size is 2^32 + 704: truncated, the payload would be over it.
        var (block, payload) = EnvelopeBytes.BlockOfSize(4_294_968);
        Assert.Equal(payload, Envelope.Open(Around([.. EnvelopeBytes.Bytes($"c6{block.Length:x8}"), .. block], payload)));
    }

    [Theory]
    [InlineData(1000, 1_000_001, FormatErrorKind.Ratio)]
    [InlineData(32_768, 32_768_001, FormatErrorKind.Ratio)]
    [InlineData(536_870, 536_870_001, FormatErrorKind.Ratio)]
    [InlineData(536_871, 536_870_913, FormatErrorKind.OriginalSize)]
    [InlineData(100, 536_870_913, FormatErrorKind.OriginalSize)]
    public void Bomb_IsRefusedBeforeItsOutputIsAllocated(int compressed, uint originalSize, FormatErrorKind kind)
    {
        var envelope = EnvelopeBytes.Zeros(compressed, originalSize);
        Assert.Equal(kind, EnvelopeBytes.Kind(() => Envelope.Open(envelope)));
        var allocated = Allocated(() => EnvelopeBytes.Kind(() => Envelope.Open(envelope)));
        Assert.InRange(allocated, 1, 64 * 1024);
    }

    [Fact]
    public void AllocationProbe_SeesAnOutputOfTheDeclaredSize()
    {
        // The control: the largest size that the ratio allows, so its output is allocated before the data turns out to be wrong.
        var envelope = EnvelopeBytes.Zeros(1000, 1_000_000);
        Assert.Equal(FormatErrorKind.Compression, EnvelopeBytes.Kind(() => Envelope.Open(envelope)));
        Assert.InRange(Allocated(() => EnvelopeBytes.Kind(() => Envelope.Open(envelope))), 1_000_000, 1_100_000);
    }

    [Fact]
    public void Opening_AllocatesNothing()
    {
        var envelope = EnvelopeBytes.Bytes(EnvelopeBytes.Example);
        var destination = new byte[16];
        Read(envelope, destination);
        Assert.Equal(0, Allocated(() => Read(envelope, destination)));

        static void Read(byte[] envelope, byte[] destination) => EnvelopeReader.Open(envelope).Read(destination);
    }

    [Fact]
    public void EnvelopeOverTheLimit_IsRefusedUnread() =>
        Assert.Equal(FormatErrorKind.TooLarge, EnvelopeBytes.Kind(() => Envelope.Open(GC.AllocateUninitializedArray<byte>(StorageLimits.MaxSize + 1))));

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    public void DestinationOfAnotherSize_IsAMistakeOfTheCaller(int size)
    {
        var envelope = EnvelopeBytes.Bytes(EnvelopeBytes.Example);
        Assert.Throws<ArgumentException>(() => EnvelopeReader.Open(envelope).Read(new byte[size]));
    }

    private static string Parts(string header = "94", string data = "c412" + EnvelopeBytes.Block, string checksum = EnvelopeBytes.Checksum, string size = "10", string format = EnvelopeBytes.Format) =>
        header + data + checksum + size + format;

    private static byte[] Around(byte[] data, byte[] payload)
    {
        var checksum = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(checksum, XxHash3.Hash(payload));
        return [0x94, .. data, .. EnvelopeBytes.Integers(checksum), .. EnvelopeBytes.Bytes($"ce{payload.Length:x8}" + EnvelopeBytes.Format)];
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
