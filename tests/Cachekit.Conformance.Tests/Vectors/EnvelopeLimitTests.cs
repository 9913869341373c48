using Cachekit.Conformance.Tests.Fuzz;
using Cachekit.Hashing;
using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>The breaks that wire.md lists, each by its own error and without the buffer that it asks for, and what must be accepted.</summary>
public class EnvelopeLimitTests
{
    private const string Checksum = "986dcc8a34ccb63a3c52ccd3";
    private const string Block = "c412f00168656c6c6f2c2063616368656b697421";
    private const string Format = "a76d73677061636b";

    public static TheoryData<string, string, FormatErrorKind> Breaks => new()
    {
        { "five elements", $"95{Block}{Checksum}10{Format}c0", FormatErrorKind.Structure },
        { "three elements", $"93{Block}{Checksum}10", FormatErrorKind.Structure },
        { "nine checksum integers", $"94{Block}996dcc8a34ccb63a3c52ccd30010{Format}", FormatErrorKind.Structure },
        { "seven checksum integers", $"94{Block}976dcc8a34ccb63a3c5210{Format}", FormatErrorKind.Structure },
        { "checksum as bin", $"94{Block}c4086d8a34b63a3c52d310{Format}", FormatErrorKind.Structure },
        { "legacy element 360", $"9492cd016800{Checksum}10{Format}", FormatErrorKind.Structure },
        { "a map", $"84a0{Block}a0{Checksum}a010a0{Format}", FormatErrorKind.Structure },
        { "bin of 38 bytes in 42", $"94c426f00168656c6c6f2c2063616368656b697421{Checksum}10{Format}", FormatErrorKind.DecodeBounds },
        { "trailing byte", $"94{Block}{Checksum}10{Format}00", FormatErrorKind.DecodeBounds },
        { "size 536870913", $"94{Block}{Checksum}ce20000001{Format}", FormatErrorKind.OriginalSize },
        { "size 2^32+16", $"94{Block}{Checksum}cf0000000100000010{Format}", FormatErrorKind.OriginalSize },
        { "size 2^63+16", $"94{Block}{Checksum}cf8000000000000010{Format}", FormatErrorKind.OriginalSize },
        { "size -16", $"94{Block}{Checksum}f0{Format}", FormatErrorKind.Structure },
        { "no data, size 0", "94c400982d06cc800538ccd3cc94ccc200a76d73677061636b", FormatErrorKind.EmptyData },
        { "18 bytes that claim 18001", $"94{Block}{Checksum}cd4651{Format}", FormatErrorKind.Ratio },
        { "size 17 of a block of 16", $"94{Block}{Checksum}11{Format}", FormatErrorKind.Compression },
        { "first checksum byte", $"94{Block}986ccc8a34ccb63a3c52ccd310{Format}", FormatErrorKind.Checksum },
        { "last checksum byte", $"94{Block}986dcc8a34ccb63a3c52ccd210{Format}", FormatErrorKind.Checksum },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Break_HasItsOwnError(string what, string envelope, FormatErrorKind kind)
    {
        var refused = Assert.ThrowsAny<CacheFormatException>(() => Envelope.Open(Convert.FromHexString(envelope)));
        Assert.True(kind == refused.Kind, $"{what}: {refused.Kind}, {refused.Message}");
    }

    [Theory]
    [InlineData(1_000, 1_000_001, FormatErrorKind.Ratio)]
    [InlineData(32_768, 32_768_001, FormatErrorKind.Ratio)]
    [InlineData(1_000, 536_870_913, FormatErrorKind.OriginalSize)]
    [InlineData(600_000, 536_870_913, FormatErrorKind.OriginalSize)]
    public void Bomb_IsRefusedWithoutItsBuffer(int compressed, long claimed, FormatErrorKind kind)
    {
        var envelope = Claiming(new byte[compressed], (uint)claimed);

        var before = Allocation.Now();
        var refused = Assert.ThrowsAny<CacheFormatException>(() => Envelope.Open(envelope));
        var allocated = Allocation.Since(before);

        Assert.Equal(kind, refused.Kind);
        Assert.InRange(allocated, 0, FuzzRun.ExceptionCost);
    }

    [Fact]
    public void AllocationOfABuffer_IsSeen()
    {
        var before = Allocation.Now();
        var buffer = new byte[1_000_001];
        Assert.True(Allocation.Since(before) >= buffer.Length);
    }

    [Fact]
    public void DataWhoseRatioExceeds32Bits_IsRead()
    {
        // 4294968 bytes, and 1000 times as many do not fit into 32 bits: one literal run, whose length takes most of the first bytes.
        const int Size = 4_278_189;
        var payload = new byte[Size];
        new Random(1).NextBytes(payload);
        byte[] block = [0xF0, .. Enumerable.Repeat((byte)0xFF, (Size - 15) / 255), (byte)((Size - 15) % 255), .. payload];
        Assert.InRange(block.Length, 4_294_968, int.MaxValue);

        Assert.True(payload.AsSpan().SequenceEqual(Envelope.Open(Claiming(block, Size, payload))));
    }

    /// <summary>An envelope that is whole but for what its original size says.</summary>
    private static byte[] Claiming(byte[] block, uint size, byte[]? payload = null)
    {
        var envelope = new List<byte> { 0x94, 0xC6 };
        envelope.AddRange(BigEndian((uint)block.Length));
        envelope.AddRange(block);
        envelope.Add(0x98);
        foreach (var octet in BitConverter.GetBytes(XxHash3.Hash(payload ?? [])).Reverse())
        {
            envelope.AddRange(octet < 0x80 ? [octet] : [0xCC, octet]);
        }

        envelope.Add(0xCE);
        envelope.AddRange(BigEndian(size));
        envelope.AddRange(Convert.FromHexString(Format));
        return [.. envelope];
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
