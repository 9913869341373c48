using System.Buffers.Binary;

namespace Cachekit.Pipeline;

/// <summary>The container of a value in a backend: one version byte, eight bytes of stamp (big-endian), the encoded value.</summary>
/// <remarks>An invalidation marker is a container without a value. A container of another version is not understood and counts as a miss.</remarks>
internal static class StoredValue
{
    internal const int HeaderSize = 1 + sizeof(long);

    private const byte Version = 0x01;

    internal static void WriteHeader(Span<byte> destination, long stamp)
    {
        destination[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(destination[1..], stamp);
    }

    internal static byte[] CreateMarker(long stamp)
    {
        var bytes = new byte[HeaderSize];
        WriteHeader(bytes, stamp);
        return bytes;
    }

    internal static bool TryReadStamp(ReadOnlySpan<byte> bytes, out long stamp)
    {
        if (bytes.Length < HeaderSize || bytes[0] != Version)
        {
            stamp = 0;
            return false;
        }

        stamp = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        return StampClock.IsPlausible(stamp);
    }
}
