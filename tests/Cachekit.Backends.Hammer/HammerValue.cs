using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Backends.Hammer;

/// <summary>A value that shows whether it is whole and belongs to its key: a hash of the key, its length, noise, and a hash of all that.</summary>
public static class HammerValue
{
    public const int MinLength = (2 * HashSize) + sizeof(int);

    private const int HashSize = 32;

    public static byte[] Create(string key, int length, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, MinLength);
        var value = new byte[length];
        random.NextBytes(value);
        SHA256.HashData(Encoding.UTF8.GetBytes(key), value);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(HashSize), length);
        SHA256.HashData(value.AsSpan(0, length - HashSize), value.AsSpan(length - HashSize));
        return value;
    }

    public static bool IsWhole(string key, ReadOnlySpan<byte> value) =>
        IsWhole(value) && value[..HashSize].SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a value is whole, whatever its key.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> value) =>
        value.Length >= MinLength
        && BinaryPrimitives.ReadInt32LittleEndian(value[HashSize..]) == value.Length
        && value[^HashSize..].SequenceEqual(SHA256.HashData(value[..^HashSize]));
}
