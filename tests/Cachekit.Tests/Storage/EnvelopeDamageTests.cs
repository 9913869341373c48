using Cachekit.Protocol;

namespace Cachekit.Tests.Storage;

public sealed class EnvelopeDamageTests
{
    /// <summary>Literals, matches, and the older form; short enough to try everything.</summary>
    public static TheoryData<string> Envelopes =>
    [
        EnvelopeBytes.Example,
        "94c413f00282a2696407a46e616d65a657696467657498230f205d4fccae1f1211a76d73677061636b",
        "94dc0013ccf002cc82cca2696407cca46e616d65cca657696467657498230f205d4fccae1f1211a76d73677061636b",
        "94c40f1f410100ffffffe960414141414141984d35ccad08cce9ccd77c0dcd0400a76d73677061636b",
        "949100982d06cc800538ccd3cc94ccc200a76d73677061636b",
    ];

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void EveryTruncation_IsRefusedByTheWalkOverTheHeaders(string hex)
    {
        var envelope = EnvelopeBytes.Bytes(hex);
        for (var length = 0; length < envelope.Length; length++)
        {
            Assert.Equal(FormatErrorKind.DecodeBounds, EnvelopeBytes.Kind(() => Envelope.Open(envelope.AsSpan(0, length))));
        }
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void EveryBitFlip_IsRefusedOrGivesTheSame(string hex)
    {
        var envelope = EnvelopeBytes.Bytes(hex);
        var payload = Envelope.Open(envelope);
        var refused = 0;
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            var damaged = (byte[])envelope.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += Survives(damaged, payload) ? 0 : 1;
        }

        // Only the seven letters of the format name are covered by nothing.
        Assert.True(refused >= (envelope.Length - 8) * 8);
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void EveryOtherByte_IsRefusedOrGivesTheSame(string hex)
    {
        var envelope = EnvelopeBytes.Bytes(hex);
        var payload = Envelope.Open(envelope);
        for (var i = 0; i < envelope.Length; i++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                var damaged = (byte[])envelope.Clone();
                damaged[i] = (byte)value;
                Survives(damaged, payload);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void EveryByteMoreOrLess_IsRefusedOrGivesTheSame(string hex)
    {
        var envelope = EnvelopeBytes.Bytes(hex);
        var payload = Envelope.Open(envelope);
        for (var i = 0; i <= envelope.Length; i++)
        {
            foreach (var value in new byte[] { 0x00, 0x90, 0xc1, 0xcc, 0xff })
            {
                Survives([.. envelope.AsSpan(0, i), value, .. envelope.AsSpan(i)], payload);
            }

            if (i < envelope.Length)
            {
                Survives([.. envelope.AsSpan(0, i), .. envelope.AsSpan(i + 1)], payload);
            }
        }
    }

    // True when the payload came out; anything but a refusal of its kind fails the test.
    private static bool Survives(byte[] damaged, byte[] payload)
    {
        try
        {
            Assert.Equal(payload, Envelope.Open(damaged));
            return true;
        }
        catch (CacheFormatException exception)
        {
            Assert.NotEqual(FormatErrorKind.Unknown, exception.Kind);
            return false;
        }
    }
}
