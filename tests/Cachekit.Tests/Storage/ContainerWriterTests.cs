using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public sealed class ContainerWriterTests
{
    private const string Document = "82a2696407a46e616d65a6576964676574";

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void ShortDocument_IsStoredAsItIs(int level) => Assert.Equal("c102930011c411" + Document, Hex(EnvelopeBytes.Bytes(Document), level));

    [Fact]
    public void EmptyDocument_IsStoredAsItIs() => Assert.Equal("c102930000c400", Hex([], 6));

    [Fact]
    public void DocumentThatRepeatsItself_IsCompressed()
    {
        var document = EnvelopeBytes.Bytes("81a47461677396" + string.Concat(Enumerable.Repeat("ab626c75652d776964676574", 6)));
        Assert.StartsWith("c10293014fc4", Hex(document, 6), StringComparison.Ordinal);
        AssertComesBack(document, 6);
    }

    [Fact]
    public void LevelZero_NeverCompresses() => Assert.StartsWith("c1029300cd0400c50400", Hex(new byte[1024], 0), StringComparison.Ordinal);

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
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void LongerDocument_ComesBack(int length)
    {
        AssertComesBack(EnvelopeBytes.Data(length), 6);
        AssertComesBack(new byte[length], 6);
    }

    [Theory]
    [InlineData(127, "c10293007fc47f")]
    [InlineData(128, "c1029300cc80c480")]
    [InlineData(255, "c1029300ccffc4ff")]
    [InlineData(256, "c1029300cd0100c50100")]
    [InlineData(65_535, "c1029300cdffffc5ffff")]
    [InlineData(65_536, "c1029300ce00010000c600010000")]
    public void Headers_AreShortest(int length, string start) => Assert.StartsWith(start, Hex(EnvelopeBytes.Data(length), 6), StringComparison.Ordinal);

    [Fact]
    public void RoomForADocumentOverTheLimit_IsRefused() =>
        Assert.Equal(FormatErrorKind.TooLarge, Assert.Throws<CacheFormatException>(() => ContainerWriter.MaxSize(StorageLimits.MaxSize + 1)).Kind);

    [Fact]
    public void Writing_AllocatesNothing()
    {
        var document = EnvelopeBytes.Data(1024);
        var destination = new byte[ContainerWriter.MaxSize(document.Length)];
        ContainerWriter.Write(document, destination, 6);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ContainerWriter.Write(document, destination, 6);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertComesBack(ReadOnlySpan<byte> document, int level)
    {
        var container = Write(document, level);
        Assert.InRange(container.Length, 7, document.Length + 14);
        var reader = ContainerReader.Open(container);
        Assert.Equal(document.Length, reader.OriginalSize);
        var again = new byte[reader.OriginalSize];
        reader.Read(again);
        Assert.True(document.SequenceEqual(again));
    }

    private static string Hex(byte[] document, int level) => Convert.ToHexStringLower(Write(document, level));

    private static byte[] Write(ReadOnlySpan<byte> document, int level)
    {
        var destination = new byte[ContainerWriter.MaxSize(document.Length)];
        return destination[..ContainerWriter.Write(document, destination, level)];
    }
}
