using System.Buffers.Binary;
using Cachekit.Hashing;
using Cachekit.Serialization;
using Cachekit.Storage.Lz4;

namespace Cachekit.Storage;

/// <summary>Writes the ByteStorage envelope 1.1: LZ4 data as binary, checksum, original size, format name.</summary>
internal static class EnvelopeWriter
{
    /// <summary>Of the envelope itself: four parts.</summary>
    public const int Parts = 4;

    /// <summary>The checksum is an array with one integer per byte.</summary>
    public const int ChecksumSize = 8;

    private const int MaxChecksumField = 1 + (2 * ChecksumSize);

    private static ReadOnlySpan<byte> Format => [MessagePackCode.FixStr + 7, (byte)'m', (byte)'s', (byte)'g', (byte)'p', (byte)'a', (byte)'c', (byte)'k'];

    /// <summary>The room that an envelope of a payload may need while it is written.</summary>
    /// <param name="payload">The size of the payload in bytes.</param>
    /// <exception cref="CacheFormatException">The payload is larger than the protocol allows.</exception>
    public static int MaxSize(int payload)
    {
        if (payload > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The value", payload);
        }

        return 1 + FieldWriter.MaxField + Lz4Block.MaxEncodedSize(payload) + MaxChecksumField + FieldWriter.MaxField + Format.Length;
    }

    /// <summary>Writes an envelope. Nothing is allocated.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes. What lies behind the envelope is undefined afterwards.</param>
    /// <param name="level">1 (fastest) to 9 (smallest), or 0 to store the payload as it is.</param>
    /// <returns>How many bytes the envelope has.</returns>
    /// <exception cref="CacheFormatException">The payload, its compressed form or the envelope is larger than the protocol allows.</exception>
    public static int Write(ReadOnlySpan<byte> payload, Span<byte> destination, int level)
    {
        if (payload.Length > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The value", payload.Length);
        }

        // Compressed to where it would lie behind the widest header: mostly its own, so that it need not be moved.
        var start = 1 + FieldWriter.BinaryHeaderSize(Lz4Block.MaxEncodedSize(payload.Length));
        var compressed = Lz4Block.Encode(payload, destination[start..], level);
        if (compressed > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The compressed value", compressed);
        }

        var writer = new FieldWriter(destination);
        writer.WriteRaw([MessagePackCode.FixArray + Parts]);
        writer.WriteBinary(destination.Slice(start, compressed));
        WriteChecksum(ref writer, XxHash3.Hash(payload));
        writer.WriteInteger(payload.Length);
        writer.WriteRaw(Format);
        if (writer.Position > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The envelope", writer.Position);
        }

        return writer.Position;
    }

    private static void WriteChecksum(ref FieldWriter writer, ulong checksum)
    {
        Span<byte> bytes = stackalloc byte[ChecksumSize];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, checksum);
        writer.WriteRaw([MessagePackCode.FixArray + ChecksumSize]);
        foreach (var part in bytes)
        {
            writer.WriteInteger(part);
        }
    }
}
