using Cachekit.Conformance.Tests.Differential;
using Cachekit.Protocol;
using Cachekit.Storage;
using Cachekit.Storage.Lz4;

namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>Damaged envelopes, containers and blocks.</summary>
public class StorageFuzzTests
{
    private const int Seeds = 60;
    private const int LargestPayload = 1_000;

    [Fact]
    public void Envelope_IsReadOrRefused() => FuzzRun.Over(
        Payloads().ConvertAll(static payload => Envelope.Write(payload)).ToArray(), static input => Envelope.Open(input), IsFormatError, EnvelopeLimit);

    [Fact]
    public void LegacyEnvelope_IsReadOrRefused() => FuzzRun.Over(
        Payloads().ConvertAll(static payload => LegacyEnvelope.Write(payload)).ToArray(), static input => Envelope.Open(input), IsFormatError, EnvelopeLimit);

    [Fact]
    public void Container_IsReadOrRefused() => FuzzRun.Over(
        Payloads().ConvertAll(static payload => InteropContainer.Write(payload)).ToArray(), static input => InteropContainer.Open(input), IsFormatError, ContainerLimit);

    [Fact]
    public void OpeningAnEnvelope_AllocatesNothing() => FuzzRun.Over(
        Payloads().ConvertAll(static payload => Envelope.Write(payload)).ToArray(),
        static input => EnvelopeReader.Open(input),
        IsFormatError,
        static _ => FuzzRun.ExceptionCost);

    [Fact]
    public void Block_IsDecodedOrRefused_AndStaysInItsBounds()
    {
        var guarded = new byte[4_096 + 64];
        var decoded = 0;
        FuzzRun.Over(
            Payloads().ConvertAll(static payload => Block(payload)).ToArray(),
            input =>
            {
                // The size is in front, so that it is damaged too.
                if (input.Length < 2)
                {
                    throw new CacheFormatException(FormatErrorKind.Compression, "Too short for this test.");
                }

                var size = (input[0] << 8 | input[1]) % 4_096;
                Array.Fill(guarded, (byte)0xA5);
                if (!Lz4Block.TryDecode(input[2..], guarded.AsSpan(32, size)))
                {
                    AssertUntouched(guarded, size);
                    throw new CacheFormatException(FormatErrorKind.Compression, "Refused.");
                }

                AssertUntouched(guarded, size);
                decoded++;
            },
            IsFormatError,
            static _ => FuzzRun.ExceptionCost);
        Assert.True(decoded > 0);
    }

    private static List<byte[]> Payloads()
    {
        var random = new Random(DifferentialSize.Seed);
        return [.. Enumerable.Range(0, Seeds).Select(_ => RandomPayload.Next(random, LargestPayload))];
    }

    private static byte[] Block(byte[] payload)
    {
        var block = new byte[Lz4Block.MaxEncodedSize(payload.Length)];
        var size = Lz4Block.Encode(payload, block, 6);
        return [(byte)(payload.Length >> 8), (byte)payload.Length, .. block.AsSpan(0, size)];
    }

    private static void AssertUntouched(byte[] guarded, int size)
    {
        if (guarded.AsSpan(0, 32).ContainsAnyExcept((byte)0xA5) || guarded.AsSpan(32 + size).ContainsAnyExcept((byte)0xA5))
        {
            Assert.Fail("The decoder wrote outside of its destination.");
        }
    }

    /// <summary>Twice what the envelope declares, when the reader gets as far as trusting it.</summary>
    private static long EnvelopeLimit(ReadOnlySpan<byte> input)
    {
        try
        {
            return FuzzRun.ExceptionCost + (2L * (EnvelopeReader.Open(input).OriginalSize + input.Length));
        }
        catch (CacheFormatException)
        {
            return FuzzRun.ExceptionCost;
        }
    }

    private static long ContainerLimit(ReadOnlySpan<byte> input)
    {
        try
        {
            return FuzzRun.ExceptionCost + (2L * (ContainerReader.Open(input).OriginalSize + input.Length));
        }
        catch (CacheFormatException)
        {
            return FuzzRun.ExceptionCost;
        }
    }

    private static bool IsFormatError(Exception exception) => exception is CacheFormatException { Kind: not FormatErrorKind.Unknown };
}
