using Cachekit.Protocol;

namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>Envelopes as released TypeScript versions write them: the compressed data is an array of integers.</summary>
internal static class LegacyEnvelope
{
    public static byte[] Write(byte[] payload)
    {
        var envelope = Envelope.Write(payload);
        var (head, length) = envelope[1] switch
        {
            0xC4 => (3, envelope[2]),
            0xC5 => (4, envelope[2] << 8 | envelope[3]),
            _ => throw new ArgumentException("The payload is too large for these tests.", nameof(payload)),
        };
        var legacy = new List<byte> { 0x94 };
        legacy.AddRange(length < 16 ? [(byte)(0x90 | length)] : [0xDC, (byte)(length >> 8), (byte)length]);
        foreach (var octet in envelope.AsSpan(head, length))
        {
            legacy.AddRange(octet < 0x80 ? [octet] : [0xCC, octet]);
        }

        legacy.AddRange(envelope.AsSpan(head + length));
        return [.. legacy];
    }
}
