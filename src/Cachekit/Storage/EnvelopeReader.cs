using Cachekit.Hashing;
using Cachekit.Serialization;
using Cachekit.Storage.Lz4;

namespace Cachekit.Storage;

/// <summary>Reads the ByteStorage envelope, in its present form and in the one before it, from bytes that nobody vouches for.</summary>
/// <remarks>
/// <see cref="Open"/> decides everything that can be decided without the payload; only then does anybody know how much to allocate. The order of
/// the checks is part of the protocol, so that all SDKs give the same reason.
/// </remarks>
internal readonly ref struct EnvelopeReader
{
    // The compressed data; in the older form its integers, one per byte, as they stand in the envelope.
    private readonly ReadOnlySpan<byte> _data;
    private readonly int _compressedSize;
    private readonly bool _isLegacy;
    private readonly ulong _checksum;

    private EnvelopeReader(ReadOnlySpan<byte> data, int compressedSize, bool isLegacy, ulong checksum, int originalSize)
    {
        _data = data;
        _compressedSize = compressedSize;
        _isLegacy = isLegacy;
        _checksum = checksum;
        OriginalSize = originalSize;
    }

    /// <summary>How many bytes the payload has.</summary>
    public int OriginalSize { get; }

    /// <summary>Checks all but the payload itself. Nothing is allocated.</summary>
    /// <exception cref="CacheFormatException">A rule is broken; its kind says which.</exception>
    public static EnvelopeReader Open(ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The envelope", envelope.Length);
        }

        DecodeBounds.Check(envelope);
        var reader = new FieldReader(envelope);
        if (!reader.TryReadArray(out var parts))
        {
            StorageErrors.Part("an array of four parts", 0);
        }

        if (parts != EnvelopeWriter.Parts)
        {
            StorageErrors.PartCount("The envelope", parts, EnvelopeWriter.Parts);
        }

        var data = ReadData(ref reader, out var compressedSize, out var isLegacy);
        var checksum = ReadChecksum(ref reader);
        if (!reader.TryReadNonNegative(out var originalSize))
        {
            StorageErrors.Part("the original size, an integer that is not negative,", reader.Position);
        }

        if (!reader.TrySkipText())
        {
            StorageErrors.Part("the format name, a text,", reader.Position);
        }

        // The compressed data is part of the envelope, so its own limit holds already.
        if (originalSize > StorageLimits.MaxSize)
        {
            StorageErrors.OriginalSize(originalSize);
        }

        if (compressedSize == 0)
        {
            StorageErrors.EmptyData();
        }

        if (originalSize > (ulong)StorageLimits.MaxRatio * (ulong)compressedSize)
        {
            StorageErrors.Ratio(originalSize, compressedSize);
        }

        return new EnvelopeReader(data, compressedSize, isLegacy, checksum, (int)originalSize);
    }

    /// <summary>Decompresses the payload and compares its checksum.</summary>
    /// <param name="destination">Exactly <see cref="OriginalSize"/> bytes. After an exception their content is undefined.</param>
    /// <exception cref="CacheFormatException">The data is no LZ4 block of this size, or the checksum is that of something else.</exception>
    public void Read(Span<byte> destination)
    {
        if (destination.Length != OriginalSize)
        {
            throw new ArgumentException($"The payload has {OriginalSize} bytes, the destination {destination.Length}: give it exactly the original size.", nameof(destination));
        }

        // A block that gives another length than the original size counts as damaged, so no length is left to compare.
        if (!(_isLegacy ? DecodeLegacy(destination) : Lz4Block.TryDecode(_data, destination)))
        {
            StorageErrors.Compression(OriginalSize);
        }

        if (XxHash3.Hash(destination) != _checksum)
        {
            StorageErrors.Checksum();
        }
    }

    private static ReadOnlySpan<byte> ReadData(scoped ref FieldReader reader, out int compressedSize, out bool isLegacy)
    {
        if (reader.TryReadBinary(out var binary))
        {
            compressedSize = binary.Length;
            isLegacy = false;
            return binary;
        }

        if (!reader.TryReadArray(out var count))
        {
            StorageErrors.Part("the compressed data, as bytes or as an array of integers,", reader.Position);
        }

        var rest = reader.Rest;
        var start = reader.Position;
        for (var i = 0u; i < count; i++)
        {
            _ = ReadByte(ref reader, "the compressed data");
        }

        compressedSize = (int)count;
        isLegacy = true;
        return rest[..(reader.Position - start)];
    }

    private static ulong ReadChecksum(ref FieldReader reader)
    {
        if (!reader.TryReadArray(out var count))
        {
            StorageErrors.Part("the checksum, an array of eight integers,", reader.Position);
        }

        if (count != EnvelopeWriter.ChecksumSize)
        {
            StorageErrors.PartCount("The checksum", count, EnvelopeWriter.ChecksumSize);
        }

        var checksum = 0UL;
        for (var i = 0; i < EnvelopeWriter.ChecksumSize; i++)
        {
            checksum = (checksum << 8) | ReadByte(ref reader, "the checksum");
        }

        return checksum;
    }

    private static byte ReadByte(ref FieldReader reader, string what)
    {
        var start = reader.Position;
        if (!reader.TryReadNonNegative(out var value) || value > byte.MaxValue)
        {
            StorageErrors.Part($"a byte of {what}, an integer from 0 to 255,", start);
        }

        return (byte)value;
    }

    private bool DecodeLegacy(Span<byte> destination)
    {
        // The envelope may have been encrypted: its content must not stay behind in the pool.
        using var block = new PooledBuffer(_compressedSize, secret: true);
        var reader = new FieldReader(_data);
        for (var i = 0; i < block.Span.Length; i++)
        {
            block.Span[i] = ReadByte(ref reader, "the compressed data");
        }

        return Lz4Block.TryDecode(block.Span, destination);
    }
}
