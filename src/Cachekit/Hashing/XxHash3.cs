using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cachekit.Hashing;

/// <summary>XXH3 with 64 bits, seed 0 and the default secret. The class library has none; a package could replace this type.</summary>
/// <remarks>
/// <para>
/// It finds accidents and is no protection against anybody who wants a collision. There is one formula per class of length: 0, 1 to 3, 4 to 8,
/// 9 to 16, 17 to 128, 129 to 240, and a loop over stripes of 64 bytes above. Only that loop is worth vectors.
/// </para>
/// <para>Every read goes through a span of its own, so none can pass the end of the input, whatever an offset says.</para>
/// </remarks>
internal static partial class XxHash3
{
    private const uint Prime32A = 0x9E3779B1;
    private const uint Prime32B = 0x85EBCA77;
    private const uint Prime32C = 0xC2B2AE3D;
    private const ulong Prime64A = 0x9E3779B185EBCA87;
    private const ulong Prime64B = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime64C = 0x165667B19E3779F9;
    private const ulong Prime64D = 0x85EBCA77C2B2AE63;
    private const ulong Prime64E = 0x27D4EB2F165667C5;
    private const ulong PrimeAvalanche = 0x165667919E3779F9;
    private const ulong PrimeShort = 0x9FB21C651E98DF25;

    // The longest input of its class.
    private const int Medium = 128;
    private const int Large = 240;

    // Of the secret: where the second half of a large input starts in it, and what its last 16 bytes meet.
    private const int LargeSecret = 3;
    private const int LargeLastSecret = 119;

    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
        0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
        0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
        0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    /// <summary>Hashes bytes of any length.</summary>
    public static ulong Hash(ReadOnlySpan<byte> data) => Hash(data, BestPath);

    /// <summary>Hashes with a given loop over stripes: all of them give the same, which is only provable where all of them run.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> data, XxHash3Path path) => data.Length switch
    {
        <= 16 => HashShort(data),
        <= Medium => HashMedium(data),
        <= Large => HashLarge(data),
        _ => HashStripes(data, path),
    };

    private static ulong HashShort(ReadOnlySpan<byte> data)
    {
        var length = (uint)data.Length;
        switch (length)
        {
            case > 8:
                var low = Read64(data, 0) ^ Read64(Secret, 24) ^ Read64(Secret, 32);
                var high = Read64(data, data.Length - 8) ^ Read64(Secret, 40) ^ Read64(Secret, 48);
                return Avalanche(length + BinaryPrimitives.ReverseEndianness(low) + high + Fold(low, high));

            case >= 4:
                var word = Read32(data, data.Length - 4) + ((ulong)Read32(data, 0) << 32);
                word ^= Read64(Secret, 8) ^ Read64(Secret, 16);
                word ^= BitOperations.RotateLeft(word, 49) ^ BitOperations.RotateLeft(word, 24);
                word *= PrimeShort;
                word ^= (word >> 35) + length;
                word *= PrimeShort;
                return word ^ (word >> 28);

            case > 0:
                var packed = ((uint)data[0] << 16) | ((uint)data[data.Length >> 1] << 24) | data[^1] | (length << 8);
                return Avalanche64(packed ^ Read32(Secret, 0) ^ Read32(Secret, 4));

            default:
                return Avalanche64(Read64(Secret, 56) ^ Read64(Secret, 64));
        }
    }

    private static ulong HashMedium(ReadOnlySpan<byte> data)
    {
        // Pairs of 16 bytes from both ends towards the middle; they overlap where the length is no multiple of 32.
        var sum = (ulong)data.Length * Prime64A;
        var pairs = (data.Length + 31) >> 5;
        for (var i = 0; i < pairs; i++)
        {
            sum += Mix(data.Slice(i * 16, 16), Secret.Slice(i * 32, 16));
            sum += Mix(data.Slice(data.Length - ((i + 1) * 16), 16), Secret.Slice((i * 32) + 16, 16));
        }

        return Avalanche(sum);
    }

    private static ulong HashLarge(ReadOnlySpan<byte> data)
    {
        var sum = (ulong)data.Length * Prime64A;
        for (var i = 0; i < Medium; i += 16)
        {
            sum += Mix(data.Slice(i, 16), Secret.Slice(i, 16));
        }

        sum = Avalanche(sum);
        for (var i = Medium; i <= data.Length - 16; i += 16)
        {
            sum += Mix(data.Slice(i, 16), Secret.Slice(i - Medium + LargeSecret, 16));
        }

        return Avalanche(sum + Mix(data[^16..], Secret.Slice(LargeLastSecret, 16)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ReadOnlySpan<byte> data, ReadOnlySpan<byte> secret) =>
        Fold(Read64(data, 0) ^ Read64(secret, 0), Read64(data, 8) ^ Read64(secret, 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right) => Math.BigMul(left, right, out var low) ^ low;

    private static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 37;
        hash *= PrimeAvalanche;
        return hash ^ (hash >> 32);
    }

    // The finish of the older XXH64, which the shortest inputs kept.
    private static ulong Avalanche64(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= Prime64B;
        hash ^= hash >> 29;
        hash *= Prime64C;
        return hash ^ (hash >> 32);
    }

    private static ulong Read64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
