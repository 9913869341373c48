using Cachekit.Protocol;
using Cachekit.Storage;
using Cachekit.Tests.Storage;

namespace Cachekit.Tests.Protocol;

public sealed class InteropContainerTests
{
    [Fact]
    public void PublishedExample_IsWritten() => Assert.Equal(
        "c102930011c41182a2696407a46e616d65a6576964676574",
        Convert.ToHexStringLower(InteropContainer.Write(EnvelopeBytes.Bytes("82a2696407a46e616d65a6576964676574"))));

    [Theory]
    [MemberData(nameof(EnvelopeTests.Lengths), MemberType = typeof(EnvelopeTests))]
    public void WrittenDocument_IsOpened(int length)
    {
        var noise = EnvelopeBytes.Data(length);
        Assert.Equal(noise, InteropContainer.Open(InteropContainer.Write(noise)));
        Assert.Equal(new byte[length], InteropContainer.Open(InteropContainer.Write(new byte[length])));
    }

    [Fact]
    public void Writing_AllocatesTheContainerAlone()
    {
        var document = EnvelopeBytes.Data(1024);
        var size = InteropContainer.Write(document).Length;
        Assert.Equal(Allocated(() => new byte[size]), Allocated(() => InteropContainer.Write(document)));
    }

    [Fact]
    public void DocumentOverTheLimit_IsRefused()
    {
        var document = GC.AllocateUninitializedArray<byte>(StorageLimits.MaxSize + 1);
        Assert.Equal(FormatErrorKind.TooLarge, EnvelopeBytes.Kind(() => InteropContainer.Write(document)));
    }

    private static long Allocated(Func<byte[]> action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
