using System.Buffers.Binary;
using Cachekit.Hashing;
using Cachekit.Serialization;
using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public sealed class EnvelopeWriterTests
{
    [Fact]
    public void PublishedExample_IsWritten() => Assert.Equal(EnvelopeBytes.Example, Hex(EnvelopeBytes.Bytes(EnvelopeBytes.Payload), 0));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void EmptyPayload_IsOneByteOfData(int level) => Assert.Equal("94c40100982d06cc800538ccd3cc94ccc200a76d73677061636b", Hex([], level));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(9)]
    public void EveryLength_ComesBack(int level)
    {
        var noise = EnvelopeBytes.Data(700);
        for (var length = 0; length <= 700; length++)
        {
            AssertComesBack(noise.AsSpan(0, length), level);
            AssertComesBack(new byte[length], level);
        }
    }

    [Theory]
    [InlineData(65_000, 0)]
    [InlineData(65_000, 6)]
    [InlineData(65_279, 6)]
    [InlineData(65_536, 9)]
    [InlineData(1_000_000, 6)]
    public void LongerPayload_ComesBack(int length, int level)
    {
        AssertComesBack(EnvelopeBytes.Data(length), level);
        AssertComesBack(new byte[length], level);
    }

    [Theory]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(255, "ccff")]
    [InlineData(256, "cd0100")]
    [InlineData(65_535, "cdffff")]
    [InlineData(65_536, "ce00010000")]
    public void OriginalSize_IsWrittenInItsShortestForm(int length, string size) =>
        Assert.EndsWith(size + EnvelopeBytes.Format, Hex(new byte[length], 6), StringComparison.Ordinal);

    [Theory]
    [InlineData(255, "94c4ff")]
    [InlineData(256, "94c50100")]
    [InlineData(65_535, "94c5ffff")]
    [InlineData(65_536, "94c600010000")]
    public void Data_HasTheShortestHeader(int compressed, string header)
    {
        var (_, payload) = EnvelopeBytes.BlockOfSize(compressed);
        Assert.StartsWith(header, Hex(payload, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void CompressedData_IsMovedBehindAHeaderThatBecameShorter()
    {
        // Room is left for the widest header of a payload of this size, and the compressed data needs the narrowest.
        var payload = new byte[40_000];
        var envelope = Write(payload, 6);
        Assert.Equal(0xc4, envelope[1]);
        AssertComesBack(payload, 6);
    }

    [Theory]
    [InlineData(StorageLimits.MaxSize + 1)]
    [InlineData(int.MaxValue)]
    public void RoomForAPayloadOverTheLimit_IsRefused(int size) =>
        Assert.Equal(FormatErrorKind.TooLarge, Assert.Throws<CacheFormatException>(() => EnvelopeWriter.MaxSize(size)).Kind);

    [Fact]
    public void RoomForTheLargestPayload_IsAPossibleArray() => Assert.InRange(EnvelopeWriter.MaxSize(StorageLimits.MaxSize), StorageLimits.MaxSize, Array.MaxLength);

    [Fact]
    public void Writing_AllocatesNothing()
    {
        var payload = EnvelopeBytes.Data(1024);
        var destination = new byte[EnvelopeWriter.MaxSize(payload.Length)];
        EnvelopeWriter.Write(payload, destination, 6);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EnvelopeWriter.Write(payload, destination, 6);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertComesBack(ReadOnlySpan<byte> payload, int level)
    {
        var envelope = Write(payload, level);
        AssertCanonical(envelope, payload);
        var reader = EnvelopeReader.Open(envelope);
        Assert.Equal(payload.Length, reader.OriginalSize);
        var again = new byte[reader.OriginalSize];
        reader.Read(again);
        Assert.True(payload.SequenceEqual(again));
    }

    // Read by the general reader and written by the general writer, it must be the same bytes: every header in its shortest form.
    private static void AssertCanonical(byte[] envelope, ReadOnlySpan<byte> payload)
    {
        var reader = new MessagePackReader(envelope);
        var writer = default(MessagePackWriter);
        Span<byte> checksum = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(checksum, XxHash3.Hash(payload));
        Assert.Equal(4, reader.ReadArrayHeader());
        writer.WriteArrayHeader(4);
        writer.WriteBinary(reader.ReadBinary());
        writer.WriteArrayHeader(8);
        foreach (var part in checksum)
        {
            writer.WriteInt64(part);
        }

        writer.WriteInt64(payload.Length);
        writer.WriteString("msgpack");
        Assert.True(writer.WrittenSpan.SequenceEqual(envelope));
        writer.Dispose();
    }

    private static string Hex(byte[] payload, int level) => Convert.ToHexStringLower(Write(payload, level));

    private static byte[] Write(ReadOnlySpan<byte> payload, int level)
    {
        var destination = new byte[EnvelopeWriter.MaxSize(payload.Length)];
        return destination[..EnvelopeWriter.Write(payload, destination, level)];
    }
}
