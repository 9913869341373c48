using Cachekit.Protocol;
using Cachekit.Tests.Storage;

namespace Cachekit.Tests.Protocol;

public sealed class EnvelopeTests
{
    public static TheoryData<int> Lengths => [0, 1, 15, 16, 17, 128, 240, 241, 1024, 65_536, 1_000_003];

    [Fact]
    public void PublishedExample_IsWritten() => Assert.Equal(EnvelopeBytes.Example, Convert.ToHexStringLower(Envelope.Write(EnvelopeBytes.Bytes(EnvelopeBytes.Payload))));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void WrittenPayload_IsOpened(int length)
    {
        var noise = EnvelopeBytes.Data(length);
        Assert.Equal(noise, Envelope.Open(Envelope.Write(noise)));
        Assert.Equal(new byte[length], Envelope.Open(Envelope.Write(new byte[length])));
    }

    [Fact]
    public void PayloadThatRepeatsItself_IsSmaller() => Assert.InRange(Envelope.Write(new byte[10_000]).Length, 1, 200);

    [Fact]
    public void Writing_AllocatesTheEnvelopeAlone()
    {
        var payload = EnvelopeBytes.Data(1024);
        var size = Envelope.Write(payload).Length;
        var expected = Allocated(() => new byte[size]);
        Assert.InRange(expected, size, size + 32);
        Assert.Equal(expected, Allocated(() => Envelope.Write(payload)));
    }

    [Fact]
    public void Opening_AllocatesThePayloadAlone()
    {
        var envelope = Envelope.Write(EnvelopeBytes.Data(1024));
        Assert.Equal(Allocated(() => new byte[1024]), Allocated(() => Envelope.Open(envelope)));
    }

    [Fact]
    public void PayloadOverTheLimit_IsRefused()
    {
        var payload = GC.AllocateUninitializedArray<byte>(Envelope.MaxSize + 1);
        Assert.Equal(FormatErrorKind.TooLarge, EnvelopeBytes.Kind(() => Envelope.Write(payload)));
    }

    [Fact]
    public void Messages_QuoteNoContent()
    {
        var exception = Assert.Throws<CacheFormatException>(() => Envelope.Open(EnvelopeBytes.Bytes(EnvelopeBytes.Example.Replace("6865", "6866", StringComparison.Ordinal))));
        Assert.Equal(FormatErrorKind.Checksum, exception.Kind);
        Assert.DoesNotContain("cachekit", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    // The second call is measured: the first one warms the pool and the code.
    private static long Allocated(Func<byte[]> action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
