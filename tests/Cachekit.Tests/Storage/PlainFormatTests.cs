using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public sealed class PlainFormatTests
{
    private static readonly StampedFormat Bare = new(envelope: false, compressionLevel: 0);

    [Fact]
    public void RoomThatNoArrayHas_IsRefused()
    {
        AssertRefused(Bare, int.MaxValue);
        AssertRefused(Bare, Array.MaxLength);
    }

    [Fact]
    public void LargestRoom_IsTheLargestArray()
    {
        Assert.Equal(Array.MaxLength, Bare.MaxSize(Array.MaxLength - StampedFormat.HeaderSize));
        AssertRefused(Bare, Array.MaxLength - StampedFormat.HeaderSize + 1);
    }

    [Fact]
    public void Containers_RefuseThePayloadInThem()
    {
        AssertRefused(new StampedFormat(envelope: true, compressionLevel: 6), StorageLimits.MaxSize + 1);
        AssertRefused(new InteropContainerFormat(compressionLevel: 6), StorageLimits.MaxSize + 1);
    }

    private static void AssertRefused(PlainFormat format, int payload) =>
        Assert.Equal(FormatErrorKind.TooLarge, Assert.Throws<CacheFormatException>(() => format.MaxSize(payload)).Kind);
}
