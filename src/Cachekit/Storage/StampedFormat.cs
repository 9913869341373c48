using System.Buffers.Binary;
using Cachekit.Pipeline;

namespace Cachekit.Storage;

/// <summary>
/// The entries of this SDK: one version byte, eight bytes of stamp (big-endian), and the envelope of the encoded value, or the bare encoded
/// value where integrity is off. An invalidation marker is an entry without a value. An entry whose value has tags or a validator has another version byte, and
/// between stamp and value a block of <see cref="EntryMetadata"/>.
/// </summary>
/// <remarks>An entry of another version is not understood and counts as a miss. Whether there is an envelope is a part of the key.</remarks>
/// <param name="envelope">Whether values have an envelope.</param>
/// <param name="compressionLevel">0 for none, else 1 to 9.</param>
internal sealed class StampedFormat(bool envelope, int compressionLevel) : PlainFormat
{
    internal const int HeaderSize = 1 + sizeof(long);

    private const byte Version = 0x01;

    // 0x02 begins encrypted entries.
    private const byte VersionWithMetadata = 0x03;

    internal override bool HasStamp => true;

    internal override bool IsContainer => envelope;

    internal static byte[] CreateMarker(long stamp)
    {
        var bytes = new byte[HeaderSize];
        WriteHeader(bytes, Version, stamp);
        return bytes;
    }

    internal static bool TryReadStamp(ReadOnlySpan<byte> bytes, out long stamp)
    {
        if (bytes.Length < HeaderSize || bytes[0] is not (Version or VersionWithMetadata))
        {
            stamp = 0;
            return false;
        }

        stamp = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        return StampClock.IsPlausible(stamp);
    }

    internal override int MaxSize(int payload, EntryMetadata? metadata = null) =>
        Room(envelope ? EnvelopeWriter.MaxSize(payload) : payload, HeaderSize + (metadata?.Size ?? 0));

    internal override int Write(ReadOnlySpan<byte> payload, in EntryContext context, Span<byte> destination)
    {
        var header = HeaderSize;
        if (context.Metadata is { } metadata)
        {
            WriteHeader(destination, VersionWithMetadata, context.Stamp);
            metadata.Write(destination[HeaderSize..]);
            header += metadata.Size;
        }
        else
        {
            WriteHeader(destination, Version, context.Stamp);
        }

        var content = destination[header..];
        if (envelope)
        {
            return header + EnvelopeWriter.Write(payload, content, compressionLevel);
        }

        payload.CopyTo(content);
        return header + payload.Length;
    }

    internal override OpenedEntry Open(ReadOnlySpan<byte> stored, bool secret)
    {
        if (!TryReadStamp(stored, out var stamp))
        {
            throw new CacheFormatException(FormatErrorKind.Container, "The bytes do not begin like an entry of this version.");
        }

        var content = stored[HeaderSize..];
        var metadata = stored[0] == VersionWithMetadata ? EntryMetadata.Read(content, out content) : null;
        if (!envelope)
        {
            return new OpenedEntry(content, stamp, metadata);
        }

        var reader = EnvelopeReader.Open(content);
        var rented = PooledBuffer.Rent(reader.OriginalSize, secret);
        try
        {
            reader.Read(rented.AsSpan(0, reader.OriginalSize));
            return new OpenedEntry(rented, reader.OriginalSize, stamp, metadata);
        }
        catch
        {
            PooledBuffer.Return(rented, secret);
            throw;
        }
    }

    private static void WriteHeader(Span<byte> destination, byte version, long stamp)
    {
        destination[0] = version;
        BinaryPrimitives.WriteInt64BigEndian(destination[1..], stamp);
    }
}
